using System.Collections.Immutable;
using CotAssist.Curriculum.Checking;
using CotAssist.Curriculum.Primitives;
using CotAssist.Curriculum.Procedures;
using CotAssist.Curriculum.Queries;

namespace CotAssist.Tests.Curriculum;

/// <summary>Procedures: statements about records, drawn, and each said in words.</summary>
public sealed class ProcedureTests
{
    [Fact]
    public void A_procedure_says_each_of_its_statements()
    {
        // One record (Order: Total, Shipped), one condition, one gather, one change: loops add up what is or is not shipped.
        var material = new ProcedureMaterial(TeacherMaterial.Fixture("procedures"), [new Entity("Order", "订单", [], [Property("Total", "decimal"), Property("Shipped", "bool")])]);
        var (entries, problems) = new ProcedureWriter(material).Draw(seed: 1, count: 120, held: false);

        Assert.Empty(problems);
        var skipping = Assert.Single(entries.Where(e => e is { Class: null, Steps.Length: 5 } && e.Signature.EndsWith("(List<Order> orders)", StringComparison.Ordinal) && e.Steps[1][0].StartsWith("skip", StringComparison.Ordinal)).Take(1));
        Assert.Equal(
            ["start total at zero", "skip those where", "add", "let total not go below zero", "return total"],
            skipping.Steps.Select((s, i) => i switch { 0 => s[0][.."start total at zero".Length], 1 => s[0][.."skip those where".Length], 2 => s[0][..3], _ => s[0] }));
        Assert.Equal(
            """
            //1
            decimal total = 0;
            foreach (var order in orders)
            {
                //2
                if (order.Shipped)
                {
                    continue;
                }

                //3
                total += order.Total;
            }

            //4
            total = Math.Max(total, 0);
            //5
            return total;
            """.ReplaceLineEndings("\n"),
            skipping.Variants[0].Text);
        Assert.Contains(".Where(o => !o.Shipped)", skipping.Variants[2].Text, StringComparison.Ordinal);
        Assert.All(skipping.Wordings, w => Assert.Contains("below zero", w.Text, StringComparison.Ordinal));

        static Property Property(string name, string kind) => new(name, kind, [], new Dictionary<string, ImmutableArray<string>>());
    }

    [Fact]
    public void A_difference_to_the_record_before_takes_off_all_of_it()
    {
        var codes = TeacherMaterial.Procedures.Draw(seed: 3, count: 800, held: false).Entries.SelectMany(e => e.Variants).Select(v => v.Text).ToList();

        Assert.Contains(codes, code => code.Contains("- (", StringComparison.Ordinal));
        Assert.All(codes, code => Assert.DoesNotMatch(@"- (\w+\[i - 1\]|previous)\.\w+ [+-] ", code));
    }

    [Fact]
    public void Drawn_procedures_compile_and_their_styles_agree()
    {
        var (entries, problems) = TeacherMaterial.Procedures.Draw(seed: 11, count: 200, held: false);

        Assert.Empty(problems);
        Assert.Equal(200, entries.Length);
        Assert.Empty(PrimitiveChecker.CheckDrawn(entries, out var compared));
        Assert.InRange(compared, 190, 200);
    }

    [Fact]
    public void Procedures_that_are_held_never_meet_training()
    {
        var trained = TeacherMaterial.Procedures.Draw(seed: 11, count: 800, held: false).Entries.Select(Asked).ToHashSet();
        var held = TeacherMaterial.Procedures.Draw(seed: 11, count: 100, held: true).Entries;

        Assert.Equal(100, held.Length);
        Assert.DoesNotContain(held, e => trained.Contains(Asked(e)));

        static string Asked(Primitive entry) => entry.Types + entry.Variants[0].Text;
    }
}
