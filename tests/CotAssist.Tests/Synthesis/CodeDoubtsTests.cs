using CotAssist.Synthesis;
using static CotAssist.Tests.Synthesis.Scripted;

namespace CotAssist.Tests.Synthesis;

/// <summary>Code that compiles and that nobody writes on purpose.</summary>
public sealed class CodeDoubtsTests
{
    private const string Body = "using System.Linq;\nclass C\n{\n    private int size;\n\n    // how often the letter occurs¦\n    int Count(string text, char c)\n    {\n    }\n}";

    [Theory]
    [InlineData("return text.Count(x => x == x) + c;", "Comparison made to same variable; did you mean to compare something else? (CS1718).")]
    [InlineData("return text.Count(c => c == c);", "'c' of the lambda hides the parameter 'c', which nothing reads.")]
    [InlineData("size = size;\nreturn text.Count(x => x == c);", "Assignment made to same variable; did you mean to assign something else? (CS1717).")]
    [InlineData("return text.Length;", "Nothing reads the parameter 'c'.")]
    [InlineData("var lower = text.ToLower();\nreturn text.Count(x => x == c);", "Nothing reads 'lower'.")]
    [InlineData("text.Replace('x', c);\nreturn text.Count(x => x == c);", "Nothing takes the result of 'Replace'.")]
    [InlineData("return text.Contains(c) ? text.Length : text.Length;", "'text.Contains(c) ? text.Length : text.Length' is the same either way.")]
    [InlineData("return text.Count(x => x == c) + size - size;", null)] // a sum less a part of it: not the same on both sides
    [InlineData("return text.IndexOf(c) + (size - size);", "'size - size' has the same on both sides.")]
    [InlineData("if (text.Contains(c))\n{\n    return 1;\n}\nelse\n{\n    return 1;\n}", "Both branches of an 'if' do the same.")]
    [InlineData("return text.Where(x => x == c).Where(x => x == c).Count();", "'.Where(x => x == c)' stands twice in a row.")]
    [InlineData("return text.Where(x => x == c).Where(x => x != 'z').Count();", null)]
    [InlineData("return text.Append(c).Append(c).Count();", null)] // that adds two
    [InlineData("return text.Count(x => x == c);\nreturn 0;", "Unreachable code detected (CS0162).")]
    [InlineData("var count = 0;\nforeach (var other in text.Where(x => x == c))\n{\n    count++;\n}\n\nreturn count;", null)] // counting reads no item
    [InlineData("return text.Where((letter, index) => letter == c).Count();", null)] // a lambda takes what it is given
    [InlineData("var random = new System.Random();\nreturn random.Next(c) - random.Next(c) + text.Length;", null)] // each call gives another value
    public void AreSaid(string code, string? doubt) => Assert.Equal(doubt, Code(Body, code).Doubt);

    [Theory]
    [InlineData("abstract class B { public abstract int Of(string text, int n); }\nclass C : B\n{\n    // the text's length¦\n    public override int Of(string text, int n)\n    {\n    }\n}", "return text.Length;")]
    [InlineData("interface IShape { double Area(double scale); }\nclass C : IShape\n{\n    // always one¦\n    public double Area(double scale)\n    {\n    }\n}", "return 1;")]
    [InlineData("class C\n{\n    private int clicks;\n\n    // count the click¦\n    void OnClick(object sender, System.EventArgs e)\n    {\n    }\n}", "clicks++;")]
    [InlineData("class C\n{\n    // true when it was read¦\n    bool Read(string text, out int n)\n    {\n    }\n}", "return int.TryParse(text, out n);")]
    [InlineData("class C\n{\n    int Sum(int[] values, int most)\n    {\n        // start with nothing\n        ¦\n    }\n}", "var sum = 0;")]
    public void AreNotSaidOfWhatHasToBeSoOrGoesOn(string source, string code) => Assert.Null(Code(source, code).Doubt);

    [Theory]
    [InlineData("foreach (var word in words)\n    counts[word] = counts.GetValueOrDefault(word) + least;", null)]
    [InlineData("var other = new List<string>();\nforeach (var word in words)\n    other.Add(word + least);", "'counts' is read below, and nothing changes it before.")]
    [InlineData("var longest = words.Max(word => word.Length);\nforeach (var word in words)\n    counts[word] = least;", "Nothing reads 'longest'.")]
    [InlineData("foreach (var word in words)\n    counts[word] = 1;", "Nothing reads the parameter 'least'.")]
    public void AreSaidOfCodeThatPassesOverWhatStandsAroundIt(string code, string? doubt) => Assert.Equal(doubt, Code(
        "using System.Linq;\nusing System.Collections.Generic;\nclass C\n{\n    int Count(List<string> words, int least)\n    {\n        var counts = new Dictionary<string, int>();\n        // count each word¦\n\n        return counts.Count;\n    }\n}", code).Doubt);

    [Theory]
    [InlineData("if (word.Length < least)\n    continue;", null)]
    [InlineData("if (word.Length < least)\n    continue;\n\ntotal += word.Length;", "The statement next to the code is the same once more.")]
    [InlineData("foreach (var other in words)\n    total += other.Length - least;", "The loop around it goes through 'words' already.")]
    [InlineData("foreach (var letter in word)\n    total += letter - least;", null)]
    public void AreSaidOfCodeThatBeginsOnceMoreWhatIsThere(string code, string? doubt) => Assert.Equal(doubt, Code(
        "class C\n{\n    int Total(string[] words, int least)\n    {\n        var total = 0;\n        foreach (var word in words)\n        {\n            // short words do not count¦\n\n            total += word.Length;\n        }\n\n        return total;\n    }\n}", code).Doubt);

    [Fact]
    public void AnObjectThatIsUsedAsItIsMadeIsNotTakenForOneToFill() => Assert.Null(Code(
        "class C\n{\n    int Roll(int sides)\n    {\n        var dice = new System.Random();\n        // at least one side¦\n\n        return dice.Next(least) + 1;\n    }\n}", "var least = System.Math.Max(1, sides);").Doubt);

    [Fact]
    public void AreSaidOfAWholeMemberToo() => Assert.Equal(
        "Nothing reads the parameter 'most'.",
        Code("class C\n{\n    // the sum of at most so many values¦\n}", "public int Sum(int[] values, int most)\n{\n    return values[0];\n}").Doubt);

    /// <summary>Where the code is traced at all: a model that marks no step tells nothing.</summary>
    [Fact]
    public void AreSaidOfAStepThatNoCodeIsMarkedWith()
    {
        var plan = new Plan(["take the length of text", "double it"]);

        Assert.Equal("Step 2, \"double it\", seems to be left out.", Code(Body, "<|step-1|>return text.Count(x => x == c);", plan, traced: true).Doubt);
        Assert.Null(Code(Body, "<|step-1|>var n = text.Count(x => x == c);\n<|step-2|>return 2 * n;", plan, traced: true).Doubt);
        Assert.Null(Code(Body, "return text.Count(x => x == c);", plan, traced: true).Doubt);
    }

    [Theory]
    [InlineData("the first 10 letters", "take 10 letters of text", "return text[..10].Length + c;", null)]
    [InlineData("the first 10 letters", "take 10 letters of text", "return text[..c].Length;", "The plan says 10, which the code does not have.")]
    [InlineData("the first 12 letters", "take all letters of text", "return text[..c].Length;", "The comment says 12, which the code does not have.")]
    [InlineData("as hex of 4 digits", "write text with 4 digits", "return int.Parse(((int)c).ToString(\"X4\")) + text.Length;", null)]
    [InlineData("split it", "split text at \", \"", "return text.Split(',').Length + c;", "The plan says \", \", which the code does not have.")]
    [InlineData("split it", "split text at '\\t'", "return text.Split('\\t').Length + c;", null)]
    [InlineData("say \"ab\", \"cd\" or \"ef\"", "choose by c", "return text.Length + c;", null)] // what stands between two quotes is not in them
    [InlineData("build [\"z\", \"y\"]", "build the list", "return text.Length + c;", null)]
    [InlineData("replace '|' by 'z'", "replace '|' by 'z'", "return text.Replace('|', c).Length;", "The plan says 'z', which the code does not have.")]
    [InlineData("runs as \"1-5\"", "write the runs", "return text.Length + c;", null)] // a form
    [InlineData("bring it into 0 to 359", "bring it into 0 to 359", "return (text.Length + c) % 360;", null)]
    [InlineData("add 15 percent, at most 1,500", "add it", "return text.Length + c;", null)]
    [InlineData("digits, e.g. 1234 has 4", "count them", "return text.Length + c;", null)]
    [InlineData("1. take text 2) count it 3) add c", "3. count them", "return text.Length + c;", null)]
    public void AreSaidOfAValueThatTheCodeDoesNotHave(string comment, string step, string code, string? doubt) =>
        Assert.Equal(doubt, Code(Body.Replace("how often the letter occurs", comment, StringComparison.Ordinal), code, new Plan(["begin", "go on", step])).Doubt);

    [Fact]
    public void AValueOfTheCommentIsNotMissedWhereAPersonHasPlannedWithoutIt()
    {
        var planned = Body.Replace("how often the letter occurs¦", "the first 12 letters\n    // 1. take as many of text as c says¦", StringComparison.Ordinal);

        Assert.Null(Code(planned, "return text[..c].Length;", new Plan(["take as many of text as c says"])).Doubt);
    }

    [Fact]
    public void AreSaidOfANameThatWasTaken()
    {
        Assert.Equal("The name 'text' was taken, so it is 'text2' now.", Code(Body, "var text = text.Trim();\nreturn text.Count(x => x == c);").Doubt);
        Assert.Equal("var word = text.Trim();\nreturn word.Count(x => x == c);", Written("var text = text.Trim();\nreturn text.Count(x => x == c);", "var word = text.Trim();\nreturn word.Count(x => x == c);").Code);
    }

    [Fact]
    public void TheDoubtfulTokenIsMendedLikeAWrongOne() => Assert.Equal("return text.Count(x => x == c);", Written("return text.Count(c => c == c);", "return text.Count(x => x == c);").Code);

    [Fact]
    public void DoubtfulCodeIsShownWhereTheModelKnowsNoOther()
    {
        var result = Written("return text.Length;");

        Assert.NotNull(result.Change);
        Assert.False(result.IsSound);
    }

    private static CodeResult Written(params string[] fromBestToWorst) => BestCode(Body, attempts: 2, repairs: 2, fromBestToWorst);
}
