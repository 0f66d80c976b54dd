// Stands in for System.Diagnostics.Debug in programs that pass by exiting with 0: a failed assertion ends the process,
// as it does on .NET, and no trace listener that the program sets or removes can change that.
namespace System.Diagnostics
{
    internal static class Debug
    {
        public static void Assert(bool condition) => Assert(condition, "");
        public static void Assert(bool condition, string message) { if (!condition) Fail(message); }
        public static void Assert(bool condition, string message, string detailMessage) => Assert(condition, message + " " + detailMessage);
        public static void Fail(string message) => System.Environment.FailFast("Assertion failed. " + message);
        public static void Fail(string message, string detailMessage) => Fail(message + " " + detailMessage);
        public static void Print(string message) { }
        public static void Print(string format, params object[] args) { }
        public static void Write(object value) { }
        public static void WriteLine(object value) { }
        public static void WriteLine(string message) { }
        public static void WriteLine(string format, params object[] args) { }
        public static void WriteIf(bool condition, object value) { }
        public static void WriteLineIf(bool condition, object value) { }
        public static void Flush() { }
        public static void Indent() { }
        public static void Unindent() { }
    }
}
