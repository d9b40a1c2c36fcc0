using Engine.Sdk;

namespace Pulumi;

/// <summary>Something that the deployment manages, or a component that groups such things.</summary>
public abstract class Resource
{
    private readonly string _type;
    private readonly string _name;

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        var run = ProgramRun.Required;
        Slots = new OutputSlots(this);
        try
        {
            Family = new ResourceFamily(this, run, ref args, ref options);
        }
        catch (Exception error)
        {
            // A transformation may have handed the resource on; nobody shall wait for it.
            Slots.Fail(error);
            throw;
        }
        run.Add(this);
        run.Tasks.Track(new Registration(run, this, custom, args, options).RunAsync());
    }

    /// <summary>The unique name under which the engine knows the resource.</summary>
    public Output<string> Urn => Slots.Urn.Output;

    internal OutputSlots Slots { get; }

    /// <summary>Whom the resource belongs to, and what it has from there.</summary>
    internal ResourceFamily Family { get; }

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;
}
