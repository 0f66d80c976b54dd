namespace CotAssist.EndToEnd;

/// <summary>Everyday comments within the starter's domain, and the files they are typed into.</summary>
internal static class Examples
{
    private const string CaretMark = "$$";

    /// <summary>Comments to type, each with the header of the method whose empty body it goes into.</summary>
    public static readonly (string Comment, string Header)[] Comments =
    [
        ("// count the vowels", "public static int CountVowels(string text)"),
        ("// the largest of the numbers", "public static int Largest(List<int> numbers)"),
        ("// remove duplicates", "public static List<int> Unique(List<int> numbers)"),
        ("// Is the text a palindrome?", "public static bool IsPalindrome(string text)"),
        ("// join the words with a comma", "public static string JoinWords(List<string> words)"),
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
