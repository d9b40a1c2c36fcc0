using Enginsight.Ops.Pages;

namespace Enginsight.Ops.Tests.Pages;

public class HtmlTests
{
    [Theory]
    [InlineData("<b>", "<i title=\"&lt;b&gt;\">&lt;b&gt;</i>")]
    [InlineData("\" onload='x'", "<i title=\"&quot; onload=&#39;x&#39;\">&quot; onload=&#39;x&#39;</i>")]
    [InlineData("R&D {0}", "<i title=\"R&amp;D {0}\">R&amp;D {0}</i>")]
    public void Of_TextThatIsFilledIn_IsEscapedOnce(string text, string html)
    {
        Assert.Equal(html, Html.Of($"<i title=\"{text}\">{Html.Of($"{text}")}</i>").Text);
    }

    [Fact]
    public void Each_TextThatIsFilledIn_IsEscaped() =>
        Assert.Equal("<a>&lt;</a><a>&amp;</a>", Html.Each(["<", "&"], text => Html.Of($"<a>{text}</a>")).Text);
}
