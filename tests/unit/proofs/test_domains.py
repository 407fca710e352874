"""At which domains an address or a page shows nothing of an organization, and how hosts are read."""

import pytest

from bot.model.organizations.organization import domain_of
from bot.model.proofs import providers
from bot.model.proofs.authority import own_domain, proves
from bot.model.proofs.domains import anybodys, ascii_host, own, registrable, sharing
from bot.model.proofs.mails import domain_of as mail_domain
from bot.model.proofs.mails import mailbox


@pytest.mark.parametrize(
    "domain",
    """
    gmail.com yahoo.co.uk hotmail.be outlook.com.br live.no icloud.com proton.me tuta.io web.de gmx.ch mail.ru ukr.net
    sympatico.ca cogeco.ca eastlink.ca sasktel.net videotron.ca shaw.ca telus.net rogers.com bell.net teksavvy.com
    comcast.net verizon.net att.net frontier.com btinternet.com virginmedia.com talktalk.net sky.com eircom.net
    online.de online.no online.fr t-online.de arcor.de netcologne.de a1.net bluewin.ch free.fr orange.fr sfr.fr
    wanadoo.fr laposte.net libero.it tiscali.it virgilio.it fastwebnet.it telefonica.net movistar.es sapo.pt
    wp.pl onet.pl interia.pl o2.pl telenor.no telia.com comhem.se tdcadsl.dk skynet.be telenet.be ziggo.nl kpnmail.nl
    seznam.cz centrum.cz freemail.hu abv.bg otenet.gr siol.net uol.com.br terra.com.br bol.com.br docomo.ne.jp
    ezweb.ne.jp nifty.com naver.com hanmail.net daum.net nate.com qq.com 163.com walla.co.il walla.com netvision.net.il
    bezeqint.net maktoob.com aol.fr aol.com sharklasers.com guerrillamail.com mailinator.com yopmail.com
    addy.io anonaddy.com simplelogin.com passmail.net passinbox.com duck.com mozmail.com privaterelay.appleid.com
    riseup.net systemli.org autistici.org disroot.org mail.riseup.net xtra.co.nz bigpond.com
    """.split(),
)
def test_where_anybody_gets_an_address_it_shows_nothing_of_an_organization(domain: str) -> None:
    assert anybodys(domain)
    assert own_domain("", domain) == ""


@pytest.mark.parametrize(
    "host",
    """
    union.wordpress.com wordpress.com union.substack.com medium.com union.wixsite.com union.weebly.com union.notion.site
    bakers.noblogs.org groups.io blogspot.ca teamsnap.com bakers.hautetfort.com
    linktr.ee www.facebook.com m.facebook.com instagram.com x.com twitter.com www.youtube.com
    sites.google.com docs.google.com
    www.change.org actionnetwork.org www.meetup.com patreon.com gofundme.com github.com
    union.github.io union.blogspot.com
    union.netlify.app union.carrd.co www.helloasso.com union.over-blog.com
    ontario.ca www.ontario.ca www2.gov.bc.ca quebec.ca mnp.gouv.qc.ca canada.ca www.gov.uk union.service.gov.uk
    ca.gov state.mn.us europa.eu
    mit.edu student.unimelb.edu.au cs.ox.ac.uk mcgill.ca mail.mcgill.ca uni-koeln.de univ-lyon2.fr kuleuven.be
    """.split(),
)
def test_a_page_or_an_address_at_what_many_share_is_nobody_s_own(host: str) -> None:
    assert sharing(host)
    assert own_domain(host, "example.org") == ""
    assert domain_of(f"https://{host}/union") == ""
    assert not proves(host, own(host))


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.union.example.org", "example.org"),
        ("statcan.gc.ca", "statcan.gc.ca"),
        ("camden.gov.uk", "camden.gov.uk"),
        ("union.eu.org", "union.eu.org"),
        ("union.fr.eu.org", "union.fr.eu.org"),
        ("union.uk.com", "union.uk.com"),
        ("mail.example", "mail.example"),
        ("google.com", "google.com"),
        ("cupe.ca", "cupe.ca"),
        ("foo.ac", "foo.ac"),
    ],
)
def test_what_somebody_registered_can_be_an_organization_s_own(host: str, domain: str) -> None:
    assert sharing(host) is None
    assert own(host) == domain


def test_every_entry_is_a_domain_as_it_is_looked_up() -> None:
    for entry in providers.MAIL | providers.SHARED:
        assert entry == ascii_host(entry), entry
        assert sharing(entry), entry
    assert len(providers.MAIL) > 500


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("beispiel-straße.de", "xn--beispiel-strae-dgb.de"),
        ("BEISPIEL-STRAẞE.de", "xn--beispiel-strae-dgb.de"),
        ("beispiel-strasse.de", "beispiel-strasse.de"),
        ("νόμος.gr", "xn--xxabhm1c.gr"),
        ("نامه\u200cای.com", "xn--mgba3gch31f060k.com"),
        ("نامهای.com", "xn--mgba3gch31f.com"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"),
        ("Bücher.Example.", "xn--bcher-kva.example"),
        ("under_score.example.org", "under_score.example.org"),
        ("exam\u200dple.org", ""),
        ("☃\u200d.example", ""),
    ],
)
def test_hosts_are_read_by_the_present_standard(typed: str, plain: str) -> None:
    assert ascii_host(typed) == plain


def test_whose_name_has_a_sharp_s_is_not_whose_has_two() -> None:
    assert registrable("beispiel-straße.de") != registrable("beispiel-strasse.de")
    assert not proves("beispiel-strasse.de", own_domain("beispiel-straße.de", ""))
    assert mailbox("sam@beispiel-straße.de") != mailbox("sam@beispiel-strasse.de")
    assert mail_domain("sam@beispiel-straße.de") == "xn--beispiel-strae-dgb.de"


def test_spellings_that_lead_to_one_mailbox_are_one() -> None:
    assert mailbox("S.am+letters@GoogleMail.com") == mailbox("sam@gmail.com")
    assert mailbox("s.am@example.org") != mailbox("sam@example.org"), "what a host makes of dots is its own"
