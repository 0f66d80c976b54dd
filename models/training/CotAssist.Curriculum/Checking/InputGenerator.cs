using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace CotAssist.Curriculum.Checking;

/// <summary>Random values by type, the same for the same seed: small numbers, words, short collections, empty ones among them.</summary>
internal sealed class InputGenerator(Random random)
{
    private static readonly string[] Words =
    [
        "", "a", "b", "apple", "Pear", "kiwi", "level", "Hello World", "the quick brown fox", "  padded ", "a,b,c", "x=1", "42", "-7", "3.5", "UPPER",
        "camelCaseName", "snake_case_name", "aab", "abcabc", "one two  three", "line one\nline two", "A1b2", "user@example.com", "(a[b]{c})", "2024-05-01", "12:30", "/usr/local/bin", "aaa", "Zoe", "bob", "ANNA", "9", "a-b-c", "key: value",
    ];

    private static readonly char[] Chars = ['a', 'b', 'z', 'A', 'e', '1', ' ', ',', '-', '_', 'x', 'O', '9'];

    /// <summary>Null when no value of that type can be made.</summary>
    public object? Make(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return random.Next(4) == 0 ? null : Make(underlying, depth);
        }

        if (type.IsByRef)
        {
            return Make(type.GetElementType()!, depth);
        }

        if (type == typeof(int))
        {
            return random.Next(8) switch { 0 => 0, 1 => 1, 2 => -random.Next(1, 20), 3 => random.Next(100, 3000), _ => random.Next(0, 12) };
        }

        if (type == typeof(string))
        {
            return random.Next(3) == 0 ? RandomText() : Words[random.Next(Words.Length)];
        }

        if (type == typeof(bool))
        {
            return random.Next(2) == 0;
        }

        if (type == typeof(char))
        {
            return Chars[random.Next(Chars.Length)];
        }

        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal))
        {
            var hundredths = random.Next(5) switch { 0 => 0, 1 => random.Next(-2000, 0), 2 => random.Next(1, 20) * 100, _ => random.Next(0, 10000) };
            return type == typeof(double) ? hundredths / 100.0 : type == typeof(float) ? hundredths / 100f : hundredths / 100m;
        }

        if (type == typeof(long) || type == typeof(short) || type == typeof(sbyte) || type == typeof(System.Numerics.BigInteger))
        {
            var number = random.Next(6) == 0 ? -random.Next(1, 20) : random.Next(0, 100);
            return type == typeof(System.Numerics.BigInteger) ? new System.Numerics.BigInteger(number) : Convert.ChangeType(number, type, null);
        }

        if (type == typeof(uint) || type == typeof(ulong) || type == typeof(byte) || type == typeof(ushort) || type == typeof(nint))
        {
            return type == typeof(nint) ? (nint)random.Next(0, 100) : Convert.ChangeType(random.Next(0, 200), type, null);
        }

        if (type == typeof(DateTime))
        {
            return new DateTime(2023, 12, 20).AddDays(random.Next(0, 500)).AddMinutes(random.Next(2) == 0 ? 0 : random.Next(1440));
        }

        if (type == typeof(DateTimeOffset))
        {
            return new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(random.Next(-3, 4))).AddHours(random.Next(0, 9000));
        }

        if (type == typeof(DateOnly))
        {
            return new DateOnly(2023, 12, 20).AddDays(random.Next(0, 500));
        }

        if (type == typeof(TimeOnly))
        {
            return new TimeOnly(random.Next(0, 24), random.Next(0, 60));
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.FromSeconds(random.Next(5) == 0 ? -random.Next(5000) : random.Next(0, 200000));
        }

        if (type == typeof(Guid))
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }

        if (type == typeof(object))
        {
            return random.Next(4) switch { 0 => Make(typeof(int)), 1 => Make(typeof(string)), 2 => Make(typeof(double)), _ => Make(typeof(bool)) };
        }

        if (type == typeof(StringBuilder))
        {
            return new StringBuilder((string)Make(typeof(string))!);
        }

        if (type == typeof(StringComparison))
        {
            return random.Next(2) == 0 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        }

        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.Length == 0 ? Activator.CreateInstance(type) : values.GetValue(random.Next(values.Length));
        }

        if (type == typeof(IFormatProvider) || type == typeof(System.Globalization.CultureInfo))
        {
            return System.Globalization.CultureInfo.InvariantCulture;
        }

        if (type == typeof(TextReader) || type == typeof(StringReader))
        {
            return new StringReader((string)Make(typeof(string))!);
        }

        if (type == typeof(TextWriter) || type == typeof(StringWriter))
        {
            return new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (type == typeof(CancellationToken))
        {
            return CancellationToken.None;
        }

        if (type.IsArray)
        {
            return type.GetArrayRank() switch
            {
                1 => MakeArray(type.GetElementType()!, depth, Length()),
                2 => MakeGrid(type.GetElementType()!, depth),
                _ => null,
            };
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return MakeDelegate(type);
        }

        if (type.IsGenericType && type.Namespace!.StartsWith("System", StringComparison.Ordinal))
        {
            return MakeGeneric(type, depth);
        }

        return type == typeof(IEnumerable) || type == typeof(IList) || type == typeof(ICollection) ? MakeArray(typeof(int), depth, Length()) : MakeObject(type, depth);
    }

    private int Length() => random.Next(8) switch { 0 => 0, 1 => 1, 2 => 2, _ => random.Next(3, 8) };

    private string RandomText()
    {
        var text = new char[random.Next(0, 9)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Chars[random.Next(Chars.Length)];
        }

        return new string(text);
    }

    private Array? MakeArray(Type element, int depth, int length)
    {
        var array = Array.CreateInstance(element, length);
        for (var i = 0; i < length; i++)
        {
            // Repeats make groups, duplicates and ties.
            var item = i > 0 && random.Next(5) == 0 && (element.IsPrimitive || element == typeof(string)) ? array.GetValue(random.Next(i)) : Make(element, depth + 1);
            if (item is null && element.IsValueType && Nullable.GetUnderlyingType(element) is null)
            {
                return null;
            }

            if (item is null && !element.IsValueType)
            {
                if (depth > 3)
                {
                    return Array.CreateInstance(element, 0);
                }

                return null;
            }

            array.SetValue(item, i);
        }

        return array;
    }

    private Array MakeGrid(Type element, int depth)
    {
        var (rows, columns) = (random.Next(0, 4), random.Next(1, 4));
        var grid = Array.CreateInstance(element, rows, columns);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                grid.SetValue(Make(element, depth + 1), r, c);
            }
        }

        return grid;
    }

    private object? MakeGeneric(Type type, int depth)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(IComparer<>) || definition == typeof(Comparer<>))
        {
            return typeof(Comparer<>).MakeGenericType(arguments).GetProperty("Default")!.GetValue(null);
        }

        if (definition == typeof(IEqualityComparer<>) || definition == typeof(EqualityComparer<>))
        {
            return typeof(EqualityComparer<>).MakeGenericType(arguments).GetProperty("Default")!.GetValue(null);
        }

        if (type.FullName!.StartsWith("System.ValueTuple", StringComparison.Ordinal) || type.FullName.StartsWith("System.Tuple", StringComparison.Ordinal)
            || definition == typeof(KeyValuePair<,>))
        {
            return Activator.CreateInstance(type, [.. arguments.Select(a => Make(a, depth + 1))]);
        }

        // A span cannot be boxed, so nothing can call with one by reflection.
        if (type.IsByRefLike)
        {
            return null;
        }

        if (arguments.Length == 2)
        {
            var dictionary = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            for (var i = depth > 3 ? 0 : Length(); i > 0; i--)
            {
                if (Make(arguments[0], depth + 1) is { } key)
                {
                    dictionary[key] = Make(arguments[1], depth + 1);
                }
            }

            return type.IsInstanceOfType(dictionary) ? dictionary
                : definition == typeof(ILookup<,>) ? null
                : definition == typeof(PriorityQueue<,>) ? Activator.CreateInstance(type)
                : type.GetConstructors().Any(c => c.GetParameters() is [{ } p] && p.ParameterType.IsInstanceOfType(dictionary)) ? Activator.CreateInstance(type, dictionary)
                : null;
        }

        if (arguments.Length != 1 || MakeArray(arguments[0], depth, depth > 3 ? 0 : Length()) is not { } items)
        {
            return null;
        }

        var list = Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments), items)!;
        if (definition == typeof(IEnumerable<>) || definition == typeof(IReadOnlyList<>) || definition == typeof(IReadOnlyCollection<>))
        {
            return random.Next(2) == 0 ? list : items;
        }

        if (type.IsInstanceOfType(list))
        {
            return list;
        }

        if (definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>))
        {
            return Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(arguments), items);
        }

        return type.IsInterface || type.IsAbstract ? null
            : type.GetConstructors().Any(c => c.GetParameters() is [{ } p] && p.ParameterType.IsInstanceOfType(items)) ? Activator.CreateInstance(type, items)
            : type.GetConstructor([]) is not null ? Activator.CreateInstance(type)
            : null;
    }

    /// <summary>An instance by the widest public constructor; types of the same assembly stand in for interfaces and abstract types.</summary>
    private object? MakeObject(Type type, int depth)
    {
        if (depth > 5)
        {
            return null;
        }

        if (type.IsInterface || type.IsAbstract)
        {
            var candidates = type.Assembly.GetTypes().Where(t => !t.IsAbstract && !t.ContainsGenericParameters && type.IsAssignableFrom(t) && t.Namespace == type.Namespace).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
            return candidates.Count == 0 ? null : MakeObject(candidates[random.Next(candidates.Count)], depth);
        }

        var constructors = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance).OrderByDescending(c => c.GetParameters().Length).ToList();
        object? instance = null;
        if (constructors.Count == 0)
        {
            if (!type.IsValueType)
            {
                return null;
            }

            instance = Activator.CreateInstance(type);
        }

        for (var attempt = 0; instance is null && attempt < 4; attempt++)
        {
            var parameters = constructors[0].GetParameters();
            var recursive = parameters.Length > 0 && depth > 1;
            var arguments = parameters.Select(p =>
                recursive && !p.ParameterType.IsValueType && p.ParameterType.Assembly == type.Assembly && random.Next(2) == 0 ? null : Make(p.ParameterType, depth + 1)).ToArray();
            try
            {
                instance = constructors[0].Invoke(arguments);
            }
            catch (TargetInvocationException)
            {
                // The constructor refuses such arguments; draw others.
            }
        }

        if (instance is null)
        {
            return null;
        }

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            if (property.SetMethod is not { IsPublic: true } || property.GetIndexParameters().Length > 0
                || constructors.Count > 0 && constructors[0].GetParameters().Any(p => string.Equals(p.Name, property.Name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (property.PropertyType.Assembly == type.Assembly && !property.PropertyType.IsValueType && (depth > 2 || random.Next(2) == 0))
            {
                continue;
            }

            if (Make(property.PropertyType, depth + 1) is { } value)
            {
                try
                {
                    property.SetValue(instance, value);
                }
                catch (TargetInvocationException)
                {
                    // The setter validates; the value before stays.
                }
            }
        }

        return instance;
    }

    /// <summary>A pure function of its arguments: a value drawn from a seed and the arguments' text.</summary>
    private Delegate MakeDelegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType, p.Name)).ToArray();
        var seed = random.Next(1000);
        if (invoke.ReturnType == typeof(void) || parameters.Any(p => p.IsByRef))
        {
            return Expression.Lambda(type, invoke.ReturnType == typeof(void) ? Expression.Empty() : Expression.Default(invoke.ReturnType), parameters).Compile();
        }

        var arguments = Expression.NewArrayInit(typeof(object), parameters.Select(p => Expression.Convert(p, typeof(object))));
        var call = Expression.Call(typeof(InputGenerator).GetMethod(nameof(Answer), BindingFlags.NonPublic | BindingFlags.Static)!,
            Expression.Constant(seed), Expression.Constant(invoke.ReturnType, typeof(Type)), arguments);
        return Expression.Lambda(type, Expression.Convert(call, invoke.ReturnType), parameters).Compile();
    }

    private static object? Answer(int seed, Type type, object?[] arguments)
    {
        var hash = 17 + seed;
        foreach (var c in string.Join(',', arguments.Select(Canonical.Of)))
        {
            hash = unchecked(hash * 31 + c);
        }

        return new InputGenerator(new Random(hash)).Make(type, 2) ?? (type.IsValueType ? Activator.CreateInstance(type) : null);
    }
}
