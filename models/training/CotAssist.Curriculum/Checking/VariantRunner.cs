using System.Reflection;
using System.Runtime.CompilerServices;
using CotAssist.Curriculum.Primitives;

namespace CotAssist.Curriculum.Checking;

/// <summary>A compiled variant: runs its tests, and runs its member on inputs drawn from a seed, telling all that can be seen of the outcome as one text.</summary>
internal sealed class VariantRunner
{
    private const int FuelPerCall = 300_000;
    private readonly Primitive _primitive;
    private readonly Type _tests;
    private readonly Type? _receiver;
    private readonly MethodBase? _member;
    private readonly Action<int> _fill;
    private readonly Dictionary<string, MethodInfo> _inputs;

    /// <param name="types">All of the variant's namespace.</param>
    public VariantRunner(List<Type> types, Primitive primitive, PrimitiveShape shape)
    {
        _primitive = primitive;
        _fill = types[0].Assembly.GetType("CurriculumFuel")!.GetMethod("Fill")!.CreateDelegate<Action<int>>();
        _tests = types.Find(t => t.Name == "CurriculumTests")
            ?? types.First(t => t.Name == shape.TypeName);
        var declaring = types.Where(t => t.Name == shape.TypeName || t.Name.StartsWith(shape.TypeName + "`", StringComparison.Ordinal)).FirstOrDefault(t => !t.IsNested);
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (declaring is not null && Close(declaring, types) is { } closed)
        {
            _receiver = closed;
            _member = closed.GetMembers(all).Where(m => m.GetCustomAttributesData().Any(a => a.AttributeType.Name == "CurriculumSubjectAttribute"))
                .Select(m => m is PropertyInfo p ? p.GetMethod : m as MethodBase).FirstOrDefault(m => m is not null);
            if (_member is MethodInfo { IsGenericMethodDefinition: true } generic)
            {
                _member = Close(generic, types);
            }
        }

        _inputs = _tests.GetMethods(all).Where(m => m.Name.StartsWith("CurriculumInput_", StringComparison.Ordinal)).ToDictionary(m => m.Name["CurriculumInput_".Length..]);
    }

    /// <summary>Null when the test holds, otherwise what happened.</summary>
    public string? RunTest(int test)
    {
        var method = _tests.GetMethod($"CurriculumTest{test}", BindingFlags.Public | BindingFlags.Static)!;
        try
        {
            _fill(FuelPerCall * 10);
            return (bool)method.Invoke(null, null)! ? null : "is false";
        }
        catch (TargetInvocationException e)
        {
            return $"throws {e.InnerException!.GetType().Name}: {e.InnerException.Message.Split('\n')[0]}";
        }
    }

    /// <summary>The outcome of a call on inputs drawn from <paramref name="seed"/>; null when no inputs can be made.</summary>
    public (string Outcome, string Input, bool Threw)? Run(int seed)
    {
        if (_member is null || _receiver is null || _member.GetParameters().Any(p => IsByRefLike(p.ParameterType)) || _member is MethodInfo m && IsByRefLike(m.ReturnType))
        {
            return null;
        }

        try
        {
            _fill(FuelPerCall * 10);
            var random = new Random(seed);
            object? receiver = null;
            if (!_member.IsStatic && !_member.IsConstructor)
            {
                receiver = MakeReceiver(random);
                if (receiver is null)
                {
                    return null;
                }
            }

            var arguments = MakeArguments(_member, random);
            if (arguments is null)
            {
                return null;
            }

            var input = (receiver is null ? "" : Canonical.Of(receiver) + ".") + "(" + string.Join(", ", arguments.Select(Canonical.Of)) + ")";
            _fill(FuelPerCall);
            string outcome;
            var threw = false;
            try
            {
                var result = _member is ConstructorInfo constructor ? constructor.Invoke(arguments) : _member.Invoke(receiver, arguments);
                outcome = Canonical.Of(result);
            }
            catch (Exception e) when (Inner(e) is not InsufficientExecutionStackException and not OutOfMemoryException)
            {
                threw = true;
                outcome = "throws " + Inner(e).GetType().Name;
            }

            // Arguments and receiver afterwards: a variant must not change what another leaves alone.
            outcome += " | " + string.Join(", ", arguments.Where(a => a is not System.Collections.IEnumerator).Select(Canonical.Of));
            if (receiver is not null)
            {
                outcome += " | " + Canonical.Of(receiver);
            }

            return (outcome, input, threw);
        }
        catch (Exception e) when (Inner(e) is TimeoutException or InsufficientExecutionStackException)
        {
            return ($"throws {Inner(e).GetType().Name}", "", true);
        }
    }

    private static Exception Inner(Exception e) => e is TargetInvocationException { InnerException: { } inner } ? Inner(inner) : e;

    private static bool IsByRefLike(Type type) => (type.IsByRef ? type.GetElementType()! : type).IsByRefLike;

    private object?[]? MakeArguments(MethodBase method, Random random)
    {
        var generator = new InputGenerator(random);
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            // Another member may have a parameter of this name that is of another type.
            if (_inputs.TryGetValue(parameter.Name!, out var values) && values.Invoke(null, null) is Array { Length: > 0 } array
                && (parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType).IsAssignableFrom(array.GetType().GetElementType()))
            {
                arguments[i] = array.GetValue(random.Next(array.Length));
                continue;
            }

            if (parameter.IsOut)
            {
                continue;
            }

            var nullable = !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef
                && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
            arguments[i] = nullable && random.Next(4) == 0 ? null
                : method.IsConstructor && method != _member && parameter.ParameterType == typeof(int) ? random.Next(1, 9) // sizes and limits
                : generator.Make(parameter.ParameterType);
            if (arguments[i] is null && !nullable && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            {
                return null;
            }
        }

        return arguments;
    }

    /// <summary>An instance that has lived a little: its public methods have been called on random arguments.</summary>
    private object? MakeReceiver(Random random)
    {
        object? receiver = null;
        var constructor = _receiver!.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        for (var attempt = 0; receiver is null && attempt < 5; attempt++)
        {
            try
            {
                if (constructor is null)
                {
                    receiver = new InputGenerator(random).Make(_receiver);
                }
                else if (MakeArguments(constructor, random) is { } arguments)
                {
                    receiver = constructor.Invoke(arguments);
                }
                else
                {
                    receiver = new InputGenerator(random).Make(_receiver);
                }
            }
            catch (TargetInvocationException)
            {
                // The constructor refuses such arguments; draw others.
            }
        }

        if (receiver is null)
        {
            return null;
        }

        var methods = receiver.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && !m.IsGenericMethod && !m.GetParameters().Any(p => IsByRefLike(p.ParameterType)))
            .Where(m => m.Name is not ("ToString" or "GetHashCode" or "Equals" or "<Clone>$" or "Deconstruct" or "Dispose") && m != _member)
            .OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
        foreach (var field in _receiver.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Where(_ => methods.Count == 0).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (typeof(System.Collections.IEnumerable).IsAssignableFrom(field.FieldType) && field.FieldType != typeof(string) && random.Next(4) > 0
                && field.GetValue(receiver) is System.Collections.ICollection { Count: 0 }
                && new InputGenerator(random).Make(field.FieldType) is { } contents)
            {
                field.SetValue(receiver, contents);
            }
        }

        for (var calls = random.Next(0, 7); calls > 0; calls--)
        {
            var method = methods.Count == 0 || random.Next(2) == 0 && _member is MethodInfo { IsSpecialName: false } own && !own.ContainsGenericParameters
                ? _member as MethodInfo : methods[random.Next(methods.Count)];
            if (method is null || MakeArguments(method, random) is not { } arguments)
            {
                continue;
            }

            try
            {
                method.Invoke(receiver, arguments);
            }
            catch (TargetInvocationException)
            {
                // A refused call is part of a life.
            }
        }

        return receiver;
    }

    private static Type? Close(Type type, List<Type> types)
    {
        if (!type.IsGenericTypeDefinition)
        {
            return type;
        }

        foreach (var choice in Choices(type.GetGenericArguments().Length, types))
        {
            try
            {
                return type.MakeGenericType(choice);
            }
            catch (ArgumentException)
            {
                // A constraint; try the next.
            }
        }

        return null;
    }

    private static MethodInfo? Close(MethodInfo method, List<Type> types)
    {
        foreach (var choice in Choices(method.GetGenericArguments().Length, types))
        {
            try
            {
                return method.MakeGenericMethod(choice);
            }
            catch (ArgumentException)
            {
                // A constraint; try the next.
            }
        }

        return null;
    }

    private static IEnumerable<Type[]> Choices(int count, List<Type> types)
    {
        Type[] candidates = [typeof(int), typeof(string), typeof(DayOfWeek), .. types.Where(t => !t.ContainsGenericParameters && !t.IsAbstract)];
        return count switch
        {
            1 => candidates.Select(c => new[] { c }),
            2 => candidates.SelectMany(a => candidates.Select(b => new[] { b, a })),
            _ => [Enumerable.Repeat(typeof(int), count).ToArray(), Enumerable.Repeat(typeof(string), count).ToArray()],
        };
    }
}
