namespace Enginsight.Infra.Settings;

/// <summary>Mail settings become texts of config.json, and headers of mails.</summary>
internal static class MailRules
{
    public static void Check(MailSettings mail, SettingsProblems problems)
    {
        PairRule.Check(problems, "mail", "user", mail.User.Length == 0 ? null : mail.User, "password", mail.Password);
        CheckText(problems, "mail.sender", mail.Sender);
        CheckText(problems, "mail.user", mail.User);
        if (mail.Host.Length > 0 && !HostRules.IsAddress(mail.Host) && !HostRules.IsHostName(mail.Host))
            problems.Add("mail.host", $"{Shown.Quoted(mail.Host)} is not an IP address or host name");
        else if (mail.Host.Length > 0 && HostRules.IsLoopback(mail.Host))
        {
            problems.Warn("mail.host", $"should be a mail server that containers reach, {mail.Host} is the container "
                + "itself: no mail will be sent");
        }
    }

    private static void CheckText(SettingsProblems problems, string path, string text)
    {
        if (text.Any(char.IsControl) || OverlayReader.HasPlaceholder(text))
            problems.Add(path, $"should be one line without control characters or %%NAME%%, was {Shown.Quoted(text)}");
    }
}
