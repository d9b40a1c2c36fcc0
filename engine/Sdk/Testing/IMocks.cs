using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>Plays the engine and the providers in a unit test.</summary>
public interface IMocks
{
    /// <summary>Answers a new resource (components too) with its id and outputs by wire name.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>Answers a call of a function with its result by wire name. The packages here have none.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>Is told the outputs of components and of the stack.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}

/// <summary>Mocks that answer with what they were given, and with no id.</summary>
public class EmptyMocks : IMocks
{
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>((null, args.Inputs));

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args.Args);
}

public class MockResourceArgs
{
    public string? Type { get; set; }

    public string? Name { get; set; }

    /// <summary>Inputs by wire name: secrets unwrapped, unknown ones missing, numbers as double.</summary>
    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    public string? Provider { get; set; }

    public string? Id { get; set; }
}

public class MockCallArgs
{
    public string? Token { get; set; }

    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    public string? Provider { get; set; }
}

public class MockRegisterResourceOutputsRequest(string? urn, ImmutableDictionary<string, Output<object>> outputs)
{
    public readonly string? Urn = urn;

    public readonly ImmutableDictionary<string, Output<object>> Outputs = outputs;
}

/// <summary>The surroundings that a test gives its program.</summary>
public class TestOptions
{
    /// <summary>"project" by default.</summary>
    public string? ProjectName { get; set; }

    /// <summary>"stack" by default.</summary>
    public string? StackName { get; set; }

    /// <summary>True by default: outputs that the mocks leave out are then unknown.</summary>
    public bool? IsPreview { get; set; }

    public string? RootDirectory { get; set; }

    /// <summary>"organization" by default.</summary>
    public string? OrganizationName { get; set; }
}
