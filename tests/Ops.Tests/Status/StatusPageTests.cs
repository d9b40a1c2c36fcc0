using Enginsight.Infra.Settings;
using Enginsight.Ops.Cutover;
using Enginsight.Ops.Status;

namespace Enginsight.Ops.Tests.Status;

/// <summary>The page of status says what the screen says with --all, and more.</summary>
public class StatusPageTests
{
    [Fact]
    public void Of_SiteThatIsWell_SaysSoAndShowsAllOfIt()
    {
        var page = StatusPage.Of(SomeStatus.Report()).Text;

        Assert.Contains("</b> All is well.</span> Each of the 6 VMs does", page, StringComparison.Ordinal);
        Assert.Contains("the certificate is good for 125 days", page, StringComparison.Ordinal);
        Assert.Contains("10.0.0.9 is at lb1", page, StringComparison.Ordinal);
        Assert.Contains("rs0: db1 primary, db2 0 s behind and db3 0 s behind", page, StringComparison.Ordinal);
        Assert.Contains("7.17.31 on app1", page, StringComparison.Ordinal);
        Assert.Contains("2029-06-01 11:00:00 +01:00", page, StringComparison.Ordinal);
        Assert.Contains("AE:<wbr>3F:<wbr>F0", page, StringComparison.Ordinal);
        Assert.Contains("2029-01-26 11:00:00 +01:00", page, StringComparison.Ordinal);
        Assert.Contains("61 created", page, StringComparison.Ordinal);
        Assert.Contains("backup (10.0.0.77)", page, StringComparison.Ordinal);
        Assert.Contains("10.0.0.78 (27017, 2029-01-26 00:00", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SiteThatIsNot_NamesWhatIsToBeSeenTo()
    {
        var page = StatusPage.Of(SomeStatus.Report(isWell: false, app2: "service docker failed\n")).Text;

        Assert.Contains(
            "</b> Not all is well.</span> Something is to be seen to on app2 and db. Db2 does not answer. "
            + "The last update failed.", page, StringComparison.Ordinal);
        Assert.Contains("docker is failed", page, StringComparison.Ordinal);
        Assert.Contains("does not answer on 10.0.0.30:22", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatVmsSay_StaysText()
    {
        var page = StatusPage.Of(SomeStatus.Report(app2: "service docker <script>\n")).Text;

        Assert.Contains("docker is &lt;script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("Some &lt;b&gt;Authority", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    /// <summary>The words of status.sh, as openssl says them of a certificate that it made.</summary>
    [Fact]
    public void ServedCertificate_OfABalancersFacts_HasEachNamesOwn()
    {
        var served = ServedCertificate.Of("lb1", Facts.Parse("""
            certificate app.example.org 2029-06-01 10:00:00Z
            certificate-subject app.example.org CN=app.example.org
            certificate-issuer app.example.org O=Example,CN=Root
            certificate-fingerprint app.example.org AE:3F
            certificate api.example.org
            """));

        Assert.Equal(
            [
                new ServedCertificate(
                    "lb1", "app.example.org", new DateTimeOffset(2029, 6, 1, 10, 0, 0, TimeSpan.Zero),
                    "CN=app.example.org", "O=Example,CN=Root", "AE:3F"),
                new ServedCertificate("lb1", "api.example.org", null, "", "", ""),
            ],
            served.ToArray());
    }
}
