using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace CotAssist.Curriculum.Checking;

/// <summary>
/// A text for any value, equal for values that mean the same: collections by content, sets and dictionaries without order, objects by fields, doubles to ten digits.
/// </summary>
internal static class Canonical
{
    private const int MaxDepth = 10, MaxElements = 300;

    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0, []);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth, List<object> above)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                return;
            case string s:
                text.Append('"').Append(s).Append('"');
                return;
            case char c:
                text.Append('\'').Append(c).Append('\'');
                return;
            case double d:
                text.Append((d == 0 ? 0 : d).ToString("G10", CultureInfo.InvariantCulture));
                return;
            case float f:
                text.Append((f == 0 ? 0 : f).ToString("G5", CultureInfo.InvariantCulture));
                return;
            case decimal m:
                text.Append((m / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture));
                return;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                text.Append(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                return;
            case Enum or bool or IFormattable:
                text.Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
                return;
            case StringBuilder builder:
                text.Append('"').Append(builder).Append('"');
                return;
            case Delegate:
                text.Append("delegate");
                return;
            case Type type:
                text.Append(type.Name);
                return;
            case Exception exception:
                text.Append(exception.GetType().Name);
                return;
        }

        if (depth > MaxDepth || above.Exists(o => ReferenceEquals(o, value)))
        {
            text.Append("...");
            return;
        }

        above.Add(value);
        if (value is ITuple tuple && value.GetType().FullName!.StartsWith("System.", StringComparison.Ordinal))
        {
            text.Append('(');
            for (var i = 0; i < tuple.Length; i++)
            {
                Write(text.Append(i > 0 ? ", " : ""), tuple[i], depth + 1, above);
            }

            text.Append(')');
        }
        else if (value is IDictionary or IEnumerable && value.GetType().GetInterfaces().Any(IsUnordered))
        {
            var items = new List<string>();
            foreach (var item in (IEnumerable)value)
            {
                var inner = new StringBuilder();
                Write(inner, item, depth + 1, above);
                items.Add(inner.ToString());
            }

            items.Sort(StringComparer.Ordinal);
            text.Append('{').AppendJoin(", ", items).Append('}');
        }
        else if (value is IEnumerable sequence && (value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) != false || IsIterator(value.GetType())))
        {
            text.Append('[');
            var count = 0;
            foreach (var item in sequence)
            {
                if (count++ == MaxElements)
                {
                    text.Append(", ...");
                    break;
                }

                Write(text.Append(count > 1 ? ", " : ""), item, depth + 1, above);
            }

            text.Append(']');
        }
        else if (value.GetType() is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            Write(text, pair.GetProperty("Key")!.GetValue(value), depth + 1, above);
            Write(text.Append(": "), pair.GetProperty("Value")!.GetValue(value), depth + 1, above);
        }
        else
        {
            var type = value.GetType();
            text.Append(type.Name).Append('{');
            for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            {
                foreach (var field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).OrderBy(f => f.Name, StringComparer.Ordinal))
                {
                    text.Append(' ').Append(field.Name).Append('=');
                    Write(text, field.GetValue(value), depth + 1, above);
                }
            }

            text.Append('}');
        }

        above.RemoveAt(above.Count - 1);
    }

    private static bool IsIterator(Type type) => type.Name.StartsWith('<');

    private static bool IsUnordered(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var d
        && (d == typeof(ISet<>) || d == typeof(IReadOnlySet<>) || d == typeof(IDictionary<,>) || d == typeof(IReadOnlyDictionary<,>));
}
