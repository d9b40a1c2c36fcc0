using Enginsight.Infra.Settings;
using Enginsight.Ops.Load;
using Enginsight.Ops.Ssh;

namespace Enginsight.Ops.Bench;

/// <summary>
/// Requests per second through the load balancer: our site, and beside it on another port the vendor's configuration
/// as its text has it, taking turns in one run.
/// </summary>
internal sealed class NginxBench(BenchLab lab, BenchTable table)
{
    private const int LiteralPort = 8443;
    private const int Rounds = 3;

    public async Task RunAsync()
    {
        var settings = await lab.Stack.SettingsAsync();
        var balancer = (await lab.VmsAsync()).Single(vm => vm.Name == settings.LoadBalancer.Vm.Name);
        using var shell = await VmShell.ConnectAsync(balancer);
        await RequireAsync(shell, LiteralSite(settings));
        try
        {
            var plan = await StackLoad.PlanAsync(lab.Stack, settings);
            var literalPlan = plan with { Door = plan.Door.At(LiteralPort) };
            var (ours, literal) = (0.0, 0.0);
            for (var round = 0; round < Rounds; round++)
            {
                ours += await RateAsync(plan);
                literal += await RateAsync(literalPlan);
            }

            table.Add(
                "requests per second, ours over the seed's literal nginx",
                "", "over 1.3",
                $"{ours / literal:0.00} ({ours / Rounds:0} over {literal / Rounds:0} a second)");
        }
        finally
        {
            await shell.RunAsync("rm -f /etc/nginx/sites-enabled/bench-literal.conf && systemctl reload nginx");
        }
    }

    private static async Task<double> RateAsync(LoadPlan plan)
    {
        var time = TimeSpan.FromSeconds(6);
        var load = new LoadGenerator(plan with { MaxTime = time });
        await load.RunAsync(CancellationToken.None);
        return load.Recorder.Take().Requests / time.TotalSeconds;
    }

    private static async Task RequireAsync(VmShell shell, string site)
    {
        // The vendor's text names a dhparam.pem without which nginx does not start; making one is not what is measured.
        var result = await shell.RunAsync(
            """
            set -e
            [ -s /etc/nginx/dhparam.pem ] || openssl dhparam -dsaparam -out /etc/nginx/dhparam.pem 2048 2>/dev/null
            cat >/etc/nginx/sites-enabled/bench-literal.conf
            nginx -t -q
            systemctl reload nginx
            """,
            site);
        if (!result.Succeeded)
            throw new OpsException($"nginx does not accept the vendor's configuration: {result.Error.Trim()}");
    }

    /// <summary>
    /// The vendor's configuration with names, addresses and certificate filled in, on a port of its own.
    /// </summary>
    private static string LiteralSite(StackSettings settings)
    {
        string Servers(int port) =>
            string.Concat(settings.AppServers.Select(vm => $"    server {vm.UrlAddress}:{port};\n"));
        string Site(string domain, string upstream) => $$"""
            server {
                listen {{LiteralPort}} ssl http2;
                listen [::]:{{LiteralPort}} ssl http2;
                ssl_stapling on;
                ssl_stapling_verify on;
                server_name {{domain}};
                ssl_protocols TLSv1.2;
                ssl_prefer_server_ciphers on;
                # The lab's certificate is ECDSA, with which the vendor's RSA suite fails.
                ssl_ciphers "ECDHE-ECDSA-AES256-GCM-SHA384";
                ssl_ecdh_curve secp384r1;
                ssl_session_cache shared:SSL:10m;
                ssl_session_tickets off;
                ssl_dhparam /etc/nginx/dhparam.pem;
                ssl_certificate /etc/nginx/ssl/fullchain.pem;
                ssl_certificate_key /etc/nginx/ssl/privkey.pem;
                client_max_body_size 200m;
                location / {
                    proxy_pass http://{{upstream}};
                    proxy_set_header Host $host;
                    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                    proxy_set_header X-Real-IP $remote_addr;
                    proxy_set_header X-Forwarded-Proto "https";
                    proxy_set_header X-Forwarded-Ssl "on";
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $literal_upgrade;
                }
            }

            """;
        return $$"""
            map $http_upgrade $literal_upgrade { default upgrade; '' close; }
            upstream literalApiServers {
            {{Servers(8080)}}}
            upstream literalAppServers {
            {{Servers(80)}}}

            """ + Site(settings.ApiDomain, "literalApiServers") + Site(settings.AppDomain, "literalAppServers");
    }
}
