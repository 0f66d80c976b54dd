namespace CotAssist.EndToEnd;

/// <summary>Everyday comments within the starter's domain, and the files they are typed into.</summary>
internal static class Examples
{
    private const string CaretMark = "$$";

    /// <summary>Comments to type, each with the header of the method whose empty body it goes into.</summary>
    public static readonly (string Comment, string Header)[] Comments =
    [
        ("// returns the sum of the even numbers", "public static int SumOfEven(List<int> numbers)"),
        ("// count how many words start with an upper case letter", "public static int CountCapitalized(List<string> words)"),
        ("// true if the text reads the same backwards", "public static bool IsPalindrome(string text)"),
        ("// the largest number, or 0 when the list is empty", "public static int Largest(List<int> numbers)"),
        ("// join the names with a comma", "public static string JoinNames(string[] names)"),
        ("// reverse the text", "public static string Reverse(string text)"),
        ("// remove duplicates and sort ascending", "public static List<int> DistinctSorted(List<int> numbers)"),
    ];

    /// <summary>A file that compiles once the empty body is filled, and the caret in that body.</summary>
    public static (string Text, int Caret) FileWithEmptyBody(string header)
    {
        var marked = $$"""
            namespace Demo;

            public static class Example
            {
                {{header}}
                {
                    {{CaretMark}}
                }
            }

            """.ReplaceLineEndings("\n");
        var caret = marked.IndexOf(CaretMark, StringComparison.Ordinal);
        return (marked.Remove(caret, CaretMark.Length), caret);
    }
}
