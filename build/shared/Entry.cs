namespace CotAssist.Build;

/// <summary>The frame of every program in build/: an expected failure is its sentence and exit code 1, never a stack trace.</summary>
public static class Entry
{
    public static int Run(Func<int> program)
    {
        try
        {
            return program();
        }
        catch (BuildException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
