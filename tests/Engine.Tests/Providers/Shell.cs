using System.Diagnostics;

namespace Engine.Tests.Providers;

/// <summary>Runs the independent programs that tests ask for a second opinion.</summary>
internal static class Shell
{
    /// <summary>Whether the process still does something; a dead one may wait for its parent to notice.</summary>
    public static bool IsRunning(string pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid.Trim()}/stat").Split(") ")[1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static string Run(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(
            program, arguments)
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}{output}");
        return output;
    }
}

/// <summary>A directory that is gone after the test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
