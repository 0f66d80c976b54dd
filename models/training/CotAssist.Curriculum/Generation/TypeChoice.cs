namespace CotAssist.Curriculum.Generation;

/// <summary>Other types for a piece's parameters, where its code binds with them too.</summary>
public static class TypeChoice
{
    public static void Vary(PieceUse use, Material material, Random random)
    {
    }
}
