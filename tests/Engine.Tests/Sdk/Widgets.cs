using System.Collections.Immutable;
using Pulumi;

namespace Engine.Tests.Sdk;

/// <summary>A resource class as a provider's package has them.</summary>
public sealed class Widget : CustomResource
{
    public Widget(string name, WidgetArgs? args = null, CustomResourceOptions? options = null)
        : base("toys:index:Widget", name, args ?? new WidgetArgs(), options)
    {
    }

    [Output("label")]
    public Output<string?> Label { get; private set; } = null!;

    [Output("size")]
    public Output<int?> Size { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("parts")]
    public Output<ImmutableArray<string>> Parts { get; private set; } = null!;

    [Output("color")]
    public Output<Color?> Color { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;
}

public sealed class WidgetArgs : ResourceArgs
{
    [Input("parts")]
    private InputList<string>? _parts;

    [Input("tags")]
    private InputMap<string>? _tags;

    [Input("password")]
    private Input<string>? _password;

    [Input("label")]
    public Input<string>? Label { get; set; }

    [Input("size")]
    public Input<int>? Size { get; set; }

    [Input("box")]
    public Input<BoxArgs>? Box { get; set; }

    [Input("color")]
    public Input<Color>? Color { get; set; }

    [Input("anything")]
    public Input<object>? Anything { get; set; }

    [Input("items")]
    public InputList<object>? Items { get; set; }

    public InputList<string> Parts
    {
        get => _parts ??= [];
        set => _parts = value;
    }

    public InputMap<string> Tags
    {
        get => _tags ??= [];
        set => _tags = value;
    }

    public Input<string>? Password
    {
        get => _password;
        set
        {
            var emptySecret = Output.CreateSecret(0);
            _password = Output.Tuple<Input<string>?, int>(value, emptySecret).Apply(t => t.Item1);
        }
    }
}

public sealed class BoxArgs : ResourceArgs
{
    [Input("width", required: true)]
    public Input<double> Width { get; set; } = null!;

    [Input("key")]
    public Input<string>? Key { get; set; }
}

[EnumType]
public readonly struct Color : IEquatable<Color>
{
    private readonly string _value;

    private Color(string value) => _value = value;

    public static Color Red { get; } = new("red");

    public static explicit operator string(Color value) => value._value;

    public bool Equals(Color other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => _value.GetHashCode();
}

/// <summary>A component as programs write them.</summary>
public sealed class Group : ComponentResource
{
    public Group(string name, int widgets = 0, ComponentResourceOptions? options = null)
        : base("toys:index:Group", name, options)
    {
        var numbers = Enumerable.Range(1, widgets);
        Widgets = [.. numbers.Select(i => new Widget($"{name}-{i}", null, new() { Parent = this }))];
        Total = Output.Create(widgets);
        RegisterOutputs();
    }

    [Output("total")]
    public Output<int> Total { get; private set; }

    public ImmutableArray<Widget> Widgets { get; }
}

public sealed class ToyProvider(string name, CustomResourceOptions? options = null)
    : ProviderResource("toys", name, ResourceArgs.Empty, options);
