using CotAssist.Evaluation.Sandbox;
using CotAssist.Inference;

namespace CotAssist.Server.Commands;

/// <summary>Turns failures into one sentence on stderr and an exit code: 1 bad input, 2 usage, 3 the model, 130 stopped.</summary>
internal static class Failures
{
    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;

    public static async Task<int> ReportAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (ModelUnavailableException error)
        {
            Console.Error.WriteLine(error.Message);
            return 3;
        }
        catch (InferenceException error)
        {
            Console.Error.WriteLine(error.Message);
            return 3;
        }
        catch (Exception error) when (error is InvalidDataException or SandboxException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
    }

    public static Task<int> ReportAsync(Func<int> action) => ReportAsync(() => Task.FromResult(action()));

    /// <exception cref="ModelUnavailableException">The model folder cannot be used.</exception>
    public static Assistant OpenModel(string? named)
    {
        try
        {
            return Assistant.Open(ModelLocation.Resolve(named));
        }
        catch (Exception error) when (error is InvalidDataException or InferenceException or IOException or UnauthorizedAccessException)
        {
            throw new ModelUnavailableException(error.Message, error);
        }
    }
}
