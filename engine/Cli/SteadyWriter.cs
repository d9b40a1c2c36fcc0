using System.Text;

namespace Engine.Cli;

/// <summary>
/// Writes as long as somebody reads. A terminal that is gone is no reason to leave a run in the middle: there is still
/// a state to save and a lock to release.
/// </summary>
internal sealed class SteadyWriter(TextWriter target) : TextWriter
{
    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => Try(() => target.Write(value));

    public override void Write(string? value) => Try(() => target.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => target.Write(buffer, index, count));

    public override void Flush() => Try(target.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }
}
