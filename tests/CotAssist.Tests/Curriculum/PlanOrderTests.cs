using CotAssist.Curriculum.Generation;

namespace CotAssist.Tests.Curriculum;

public sealed class PlanOrderTests
{
    [Theory]
    [InlineData("/*§1*/numbers.Where(n => n > 0)/*§2*/.Select(n => n * n)/*§3*/.Sum()", new[] { 1, 2, 3 })]
    [InlineData("/*§2*/string.Join(\", \", /*§1*/words.Where(w => w.Length > 3))", new[] { 1, 2 })]
    [InlineData("/*§3*/string.Join(\" \", builder.ToString()/*§1*/.Split(' ')/*§2*/.OrderBy(w => w))", new[] { 1, 2, 3 })]
    [InlineData("/*§2*/new string(/*§1*/text.Trim().Reverse().ToArray())", new[] { 1, 2 })]
    [InlineData("/*§1*/numbers.Where(n => n > 0)/*§2*/.Count() > 3", new[] { 1, 2 })]
    [InlineData("/*§2*/-(/*§1*/a.Length)", new[] { 1, 2 })]
    public void Steps_come_in_order_of_execution(string expression, int[] order) =>
        Assert.Equal(order, PlanOrder.Of(expression, isExpression: true));

    [Fact]
    public void Statements_come_one_after_the_other() =>
        Assert.Equal<int>([1, 2, 3], PlanOrder.Of("/*§1*/if (x is null)\n{\n    return 0;\n}\n/*§2*/var y = x.Trim();\n/*§3*/return y.Length;", isExpression: false).ToArray());
}
