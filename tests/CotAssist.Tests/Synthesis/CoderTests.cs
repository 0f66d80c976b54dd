using CotAssist.Inference;
using CotAssist.Synthesis;
using static CotAssist.Tests.Synthesis.Scripted;

namespace CotAssist.Tests.Synthesis;

public sealed class CoderTests
{
    private const string EmptyBody = """
        class Texts
        {
            // the number of words
            public int Words(string text)
            {
                ¦
            }
        }
        """;

    [Fact]
    public void WritesABodyInTheFilesIndentation() => Assert.Equal(
        """
        class Texts
        {
            // the number of words
            public int Words(string text)
            {
                if (text == "")
                    return 0;
                return text.Split(' ').Length;
            }
        }
        """,
        Accepted(EmptyBody, Code(EmptyBody, "if (text == \"\")\n    return 0;\nreturn text.Split(' ').Length;")));

    [Fact]
    public void WritesTypesInFullThatTheFileDoesNotImport()
    {
        var code = "var words = new StringBuilder(text.ToUpper(CultureInfo.InvariantCulture));\nreturn words.Length;";

        Assert.Contains("new System.Text.StringBuilder(text.ToUpper(System.Globalization.CultureInfo.InvariantCulture));", Accepted(EmptyBody, Code(EmptyBody, code)), StringComparison.Ordinal);

        // What is imported, or declared in the file, stays as it was written.
        var imported = "using System.Globalization;\nusing System.Text;\n" + EmptyBody;
        Assert.Contains("new StringBuilder(text.ToUpper(CultureInfo.InvariantCulture));", Accepted(imported, Code(imported, code)), StringComparison.Ordinal);
        var own = EmptyBody + "\nclass Match { public static int Of(string text) => 1; }";
        Assert.Contains("return Match.Of(text);", Accepted(own, Code(own, "return Match.Of(text);")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var text = text.Trim();\nreturn text.Length;", "var text2 = text.Trim();\nreturn text2.Length;")] // of its own value, the name means what was before
    [InlineData("var parts = text.Split(' ');\nvar parts = parts.Where(p => p != text).ToList();\nreturn parts.Count;", "var parts = text.Split(' ');\nvar parts2 = parts.Where(p => p != text).ToList();\nreturn parts2.Count;")]
    [InlineData("var text2 = text.Trim();\nvar text = text2;\nreturn text.Length;", "var text2 = text.Trim();\nvar text3 = text2;\nreturn text3.Length;")]
    [InlineData("var n = 0;\nforeach (var text in text.Split(' '))\n{\n    n += text.Length;\n}\nreturn n + text.Length;", "var n = 0;\nforeach (var text2 in text.Split(' '))\n{\n    n += text2.Length;\n}\nreturn n + text.Length;")] // only in the loop
    [InlineData("for (var i = 0; i < 2; i++)\n{\n    for (var i = 0; i < text.Length; i++)\n    {\n        System.Console.Write(i);\n    }\n}\nreturn 0;", "for (var i = 0; i < 2; i++)\n{\n    for (var i2 = 0; i2 < text.Length; i2++)\n    {\n        System.Console.Write(i2);\n    }\n}\nreturn 0;")]
    [InlineData("var text = text.Trim();\nreturn text.Split(' ').Count(text => text.Length > 2) + text.Length;", "var text2 = text.Trim();\nreturn text2.Split(' ').Count(text => text.Length > 2) + text2.Length;")] // the lambda has its own
    [InlineData("if (int.TryParse(text, out var text))\n{\n    return text;\n}\nreturn 0;", "if (int.TryParse(text, out var text2))\n{\n    return text2;\n}\nreturn 0;")]
    [InlineData("var text = text.Trim();\nreturn Of(text);\nint Of(string text) => text.Length;", "var text2 = text.Trim();\nreturn Of(text2);\nint Of(string text) => text.Length;")] // and so has a local function
    public void GivesANumberToANameThatIsTaken(string said, string written) =>
        Assert.Contains(written.Replace("\n", "\n        ", StringComparison.Ordinal), Accepted(EmptyBody, Code(EmptyBody, said)), StringComparison.Ordinal);

    [Fact]
    public void SaysWhatIsWrongWithCodeThatBreaksOffInAName()
    {
        var result = Code(EmptyBody, "return StringBuilder.;");

        Assert.Null(result.Change);
        Assert.Contains("does not compile: Identifier expected", result.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 4)] // inside of "System.Text."
    [InlineData(16, 4)]
    [InlineData(24, 12)]
    [InlineData(38, 13)]
    public void FindsAPlaceAgainInTheTextBeforeItsNamesWereCompleted(int position, int before)
    {
        var change = CompletedNames.Of(new(new(7, 0), "new Builder(Culture)"), [(4, "System.Text."), (12, "System.Other.")]);

        Assert.Equal("new System.Text.Builder(System.Other.Culture)", change.Change.NewText);
        Assert.Equal(before, change.WithoutAdditions(position));
    }

    [Fact]
    public void KeepsTabsAndCarriageReturns()
    {
        const string source = "class C\r\n{\r\n\t// twice n\r\n\tint Twice(int n)\r\n\t{\r\n\t\t¦\r\n\t}\r\n}\r\n";

        Assert.Equal(
            "class C\r\n{\r\n\t// twice n\r\n\tint Twice(int n)\r\n\t{\r\n\t\tif (n == 0)\r\n\t\t{\r\n\t\t\treturn 0;\r\n\t\t}\r\n\t\treturn 2 * n;\r\n\t}\r\n}\r\n",
            Accepted(source, Code(source, "if (n == 0)\n{\n    return 0;\n}\nreturn 2 * n;")));
    }

    [Theory]
    [InlineData("class C\n{\n    // twice n¦\n    int F(int n) { }\n}", "class C\n{\n    // twice n\n    int F(int n) {\n        return 2 * n;\n    }\n}")]
    [InlineData("class C\n{\n    // twice n¦\n    int F(int n)\n    {\n    }\n}", "class C\n{\n    // twice n\n    int F(int n)\n    {\n        return 2 * n;\n    }\n}")]
    [InlineData("class C\n{\n    // twice n¦\n    int F(int n)\n    {\n        throw new NotImplementedException();\n    }\n}", "class C\n{\n    // twice n\n    int F(int n)\n    {\n        return 2 * n;\n    }\n}")]
    [InlineData("class C\n{\n    int F(int n)\n    {\n        // return twice n¦\n    }\n}", "class C\n{\n    int F(int n)\n    {\n        // return twice n\n        return 2 * n;\n    }\n}")]
    public void FillsEmptyBodiesAndPlaceholders(string source, string after) =>
        Assert.Equal(after, Accepted(source, Code(source, "return 2 * n;")));

    [Theory]
    [InlineData("class C\n{\n    // twice n\n    int F(int n) => ¦\n}", "=> 2 * n;\n}")]
    [InlineData("class C\n{\n    // twice n\n    int F(int n) => ¦;\n}", "=> 2 * n;\n}")]
    [InlineData("class C\n{\n    int F(int n)\n    {\n        // twice n\n        var t = ¦\n        return t;\n    }\n}", "var t = 2 * n;\n        return t;")]
    public void EndsAnExpressionOnce(string source, string within) => Assert.Contains(within, Accepted(source, Code(source, "2 * n;")));

    [Fact]
    public void ShowsTheFirstStatementsOfABodyThatGoesOn()
    {
        const string source = "class C\n{\n    int Sum(int[] numbers)\n    {\n        // start a total of zero\n        ¦\n    }\n}\n";

        Assert.Contains("// start a total of zero\n        var total = 0;\n    }", Accepted(source, Code(source, "var total = 0;")));
    }

    [Fact]
    public void CutsWhereTheCodeWouldLeaveItsBlock()
    {
        var result = Code(EmptyBody, "var s = \"}\"; // }\nreturn text.Length;\n}\n\npublic int Other() { return 1; }");

        Assert.Equal("var s = \"}\"; // }\nreturn text.Length;", result.Code);
    }

    [Theory]
    [InlineData("return text.Split(' ';", "CS1026")]
    [InlineData("return text.Size;", "CS1061")]
    [InlineData("return words.Count;", "CS0103")]
    [InlineData("if (text == \"\") return 0;", "CS0161")]
    [InlineData("return text;", "CS0029")]
    public void DoesNotShowCodeThatDoesNotCompile(string words, string error)
    {
        var result = Code(EmptyBody, words);

        Assert.Null(result.Change);
        Assert.Contains(error, result.Problem);
    }

    /// <summary>What stands below the caret has to go on compiling.</summary>
    [Theory]
    [InlineData("words.Where(w => w.Length > 2).ToArray()", null)]
    [InlineData("words.Count(w => w.Length > 2)", "'int' does not contain a definition for 'Length' and no accessible extension method 'Length' accepting a first argument of type 'int' could be found (are you missing a using directive or an assembly reference?) (in what stands below it, CS1061).")]
    public void DoesNotShowCodeThatBreaksWhatStandsBelow(string code, string? error)
    {
        var result = Code("using System.Linq;\nclass C\n{\n    int Long(string[] words)\n    {\n        // the long ones\n        var kept = ¦\n        return kept.Length;\n    }\n}", code);

        Assert.Equal(error is null ? null : "The code that the model wrote is not shown, because it does not compile: " + error, result.Problem);
    }

    [Theory]
    [InlineData("var left = words[0];", "'right' is used below, and nothing declares it.")]
    [InlineData("var left = words[0];\nvar right = words[^1];", null)]
    public void DoubtsCodeThatDoesNotDeclareWhatStandsBelow(string code, string? doubt) => Assert.Equal(doubt, Code(
        "class C\n{\n    string Ends(string[] words)\n    {\n        // first and last word\n        ¦\n        return left + right;\n    }\n}", code).Doubt);

    [Fact]
    public void TriesAgainWhereTheFirstCodeDoesNotCompile()
    {
        var intent = IntentAt(EmptyBody);
        var prompt = PromptBuilder.ForCode(intent, null, traced: false).Encode(Scripted.Tokenizer);
        var model = new ScriptedModel(Scripted.Tokenizer, 4096).Expect(prompt, Ids("if (text == \"\") return 0;" + Markers.End)).Expect(prompt, Ids("return 1;" + Markers.End));
        var said = "";
        // Both scripts fit the prompt; the second attempt is made to hear the second one.
        var result = new Coder(new Generator(model, Scripted.Tokenizer), new CodeChecker(References), traced: false, attempts: 2)
            .Write(intent, null, Sampling.Greedy, text => { said += text; if (text.Contains("once more", StringComparison.Ordinal)) model.Forget(); }, default);

        Assert.Equal("return 1;", result.Code);
        Assert.Contains("return 0;\n// That does not compile; once more:\nreturn 1;", said);
    }

    /// <summary>The model would rather say the first, but the compiler does not know the name.</summary>
    [Theory]
    [InlineData("return words.Length;", "return text.Length;")]
    [InlineData("return text.Size;", "return text.Length;")]
    [InlineData("var n = text.Length;\nif (n > 3)\n    return m;\nreturn n;", "var n = text.Length;\nif (n > 3)\n    return 2;\nreturn n;")]
    [InlineData("return text.Length\nreturn 1;", "return text.Length;")]
    public void GoesOnWithTheNextBestTokenWhereTheCompilerPointsAtOne(string wrong, string right)
    {
        var result = Mended(repairs: 1, wrong, right);

        Assert.Equal(right, result.Code);
        Assert.NotNull(result.Change);
    }

    [Fact]
    public void MendsOneErrorAfterTheOther() =>
        Assert.Equal("return text.Length;", Mended(repairs: 2, "return words.Size;", "return text.Size;", "return text.Length;").Code);

    [Fact]
    public void WhatCannotBeMendedIsReportedAsItWasFirstWritten() =>
        Assert.Contains("words", Mended(repairs: 1, "return words.Length;", "return letters.Length;").Problem);

    private static CodeResult Mended(int repairs, params string[] fromBestToWorst) => BestCode(EmptyBody, attempts: 1, repairs, fromBestToWorst);

    [Fact]
    public void TrustsNamesThatTheRestOfTheProjectMayDeclare()
    {
        var source = EmptyBody.Replace("class Texts", "class Texts : TextsBase", StringComparison.Ordinal);

        Assert.Null(Code(source, "return CountIn(text);").Problem);
        Assert.NotNull(Code(source, "return \"one\";").Problem);
    }

    [Fact]
    public void LeavesTheInsideOfStringsAlone()
    {
        const string source = "class C\n{\n    // a greeting\n    string F()\n    {\n        ¦\n    }\n}";

        Assert.Contains("        return @\"a\n  b\";\n    }", Accepted(source, Code(source, "return @\"a\n  b\";")));
    }

    [Fact]
    public void TracesLinesToSteps()
    {
        var plan = new Plan(["stop early", "count"]);
        var result = Code(EmptyBody, "<|step-1|>if (text == \"\")\n    return 0;\n<|step-2|>return text\n    .Length;", plan, traced: true);

        Assert.Equal([1, 1, 2, 2], result.StepOfLine.ToArray());
        Assert.DoesNotContain("step-", result.Code);
    }

    [Fact]
    public void SaysWhenTheModelHasNothingToSay() => Assert.Contains("wrote no code", Code(EmptyBody, "").Problem);
}
