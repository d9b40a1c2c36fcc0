namespace Enginsight.Infra.Settings;

/// <summary>One thing that is wrong with a certificate, in the words of a message that names the certificate.</summary>
/// <param name="IsWarning">Whether nginx would serve it, and clients might take it.</param>
internal sealed record CertificateFlaw(string Text, bool IsWarning = false);
