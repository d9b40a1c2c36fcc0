namespace Enginsight.Lab.Tests.Lab;

/// <summary>
/// An edited stack file. Disposing brings the old text back, and the lab with it.
/// </summary>
public sealed class ConfigurationEdit : IAsyncDisposable
{
    private readonly LabFixture _lab;
    private readonly string _before;

    internal ConfigurationEdit(LabFixture lab)
    {
        _lab = lab;
        _before = File.ReadAllText(lab.StackFilePath);
    }

    internal ConfigurationEdit Make(Func<string, string> edit)
    {
        var after = edit(_before);
        Assert.True(after != _before, "the edit changes nothing in the stack file");
        File.WriteAllText(_lab.StackFilePath, after);
        return this;
    }

    /// <summary>Brings the old configuration back without applying it: for a test that does that itself.</summary>
    public void Restore() => File.WriteAllText(_lab.StackFilePath, _before);

    public async ValueTask DisposeAsync()
    {
        Restore();
        (await _lab.UpAsync()).Succeeded();
    }
}
