namespace CotAssist.Curriculum.Templates;

/// <summary>What an identifier in a primitive's code stands for; that decides how it may be renamed.</summary>
public enum NameKind
{
    Parameter,
    Local,
    Lambda,
    Loop,
    Self,
    Member,
    Type,
    Literal,
}
