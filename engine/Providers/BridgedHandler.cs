using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers;

/// <summary>
/// A resource of a provider that Pulumi bridges from Terraform: what the program wants, with defaults filled in, is
/// compared with what the state says, not with the program's earlier inputs. So writing a default out is no change.
/// </summary>
internal abstract class BridgedHandler : ResourceHandler
{
    /// <summary>Names of the properties a program may set.</summary>
    protected abstract IReadOnlyList<string> InputNames { get; }

    /// <summary>Properties whose change does not need a replacement.</summary>
    protected virtual IReadOnlySet<string> Updatable { get; } = new HashSet<string>();

    public override CheckResult Check(ResourceRef resource, PropertyMap? olds, PropertyMap news) =>
        new(SecretLists.Whole(news), []);

    public override DiffResult Diff(PropertyMap oldInputs, PropertyMap oldOutputs, PropertyMap news)
    {
        var wanted = Normalize(Only(WithDefaults(news.WithoutSecrets().WithoutNulls())));
        var changes = PropertyComparison.Compare(Normalize(Only(oldOutputs.WithoutSecrets())), wanted).Keys
            .Select(path => PropertyPath.Parse(path).Root).Distinct()
            .ToDictionary(name => name, name => new PropertyDiff(DiffKind.Update, !Updatable.Contains(name)));
        return changes.Count == 0 ? DiffResult.None : new DiffResult(true, changes) { Detailed = false };
    }

    protected abstract PropertyMap WithDefaults(PropertyMap inputs);

    /// <summary>Brings different spellings of the same wish (an empty list, an absent one) to one form.</summary>
    protected virtual PropertyMap Normalize(PropertyMap properties) => properties;

    protected static PropertyMap Defaults(PropertyMap inputs, params (string Name, PropertyValue Value)[] defaults) =>
        new PropertyMap(defaults.Select(item => KeyValuePair.Create(item.Name, item.Value))).Merge(inputs);

    /// <summary>
    /// The inputs with defaults, and the named outputs unknown: what a preview can say of a creation.
    /// </summary>
    protected ResourceResult Previewed(PropertyMap inputs, params string[] unknown) =>
        new(null, WithDefaults(inputs.WithoutNulls())
            .Merge(new PropertyMap(unknown.Select(name => KeyValuePair.Create(name, PropertyValue.Computed)))));

    private PropertyMap Only(PropertyMap map) => new(map.Where(item => InputNames.Contains(item.Key)));
}
