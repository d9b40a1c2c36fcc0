namespace Pulumi.Docker.Inputs;

/// <summary>How the engine finds out whether the container works.</summary>
public sealed class ContainerHealthcheckArgs : ResourceArgs
{
    /// <summary>Time between checks, such as 5s; 0s for the engine's default of 30s.</summary>
    [Input("interval")] public Input<string>? Interval { get; set; }

    /// <summary>Failures in a row that mean unhealthy.</summary>
    [Input("retries")] public Input<int>? Retries { get; set; }

    /// <summary>Time between checks in that time.</summary>
    [Input("startInterval")] public Input<string>? StartInterval { get; set; }

    /// <summary>Time in which failures do not count.</summary>
    [Input("startPeriod")] public Input<string>? StartPeriod { get; set; }

    /// <summary>NONE, or CMD or CMD-SHELL and the command.</summary>
    [field: Input("tests", required: true)] public InputList<string> Tests { get => field ??= []; set; }

    /// <summary>Time for one check.</summary>
    [Input("timeout")] public Input<string>? Timeout { get; set; }
}
