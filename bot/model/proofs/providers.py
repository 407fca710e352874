"""Domains that many share, beyond what the packages of free and of disposable mail know: kinds, each with its reason.

Of a domain that is missing here nothing is assumed: an address there shows a mailbox, until somebody finds out whose
domain it is.
"""

import regex

BRANDS = frozenset(
    """
    10minutemail 126 163 abv anonaddy aol arcor bluemail bluewin btinternet caramail claranet club-internet
    compuserve daum email emailn fastmail fastmailbox freemail freenet freesurf gmail gmx gmxmail googlemail
    guerrillamail guerrillamailblock hanmail hispeed hotmail hushmail icloud inbox indiatimes interia kabelmail
    kolabnow laposte libertysurf live lycos mail mailbox maildrop mailfence mailinator maktoob mozmail msn mymail
    naver netcologne netscape netzero numericable onet online orange outlook passinbox passmail posteo proton
    protonmail qq rambler rediff rediffmail rocketmail runbox seznam sharklasers simplelogin sohu startmail
    sympatico t-online telenet temp-mail tempmail tiscali trashmail tuta tutamail tutanota ukr uol videotron
    virgilio volny walla wanadoo webmail yahoo yandex ymail yopmail zoho zohomail
    """.split()
)
"""Labels directly under an official suffix that are a provider's in whatever country: `hotmail.*`, `online.*`."""

WELL_KNOWN = tuple(
    """
    gmail.com googlemail.com hotmail.com outlook.com yahoo.com icloud.com live.com msn.com aol.com me.com mac.com
    ymail.com rocketmail.com mail.com email.com protonmail.com proton.me fastmail.com hey.com zoho.com pm.me
    tutanota.com

    yahoo.ca hotmail.ca live.ca outlook.ca sympatico.ca videotron.ca rogers.com shaw.ca telus.net bell.net cogeco.ca
    eastlink.ca sasktel.net comcast.net verizon.net sbcglobal.net bellsouth.net charter.net earthlink.net
    optonline.net

    yahoo.co.uk hotmail.co.uk live.co.uk btinternet.com virginmedia.com talktalk.net ntlworld.com sky.com yahoo.fr
    hotmail.fr outlook.fr live.fr gmx.fr aol.fr orange.fr wanadoo.fr laposte.net free.fr sfr.fr neuf.fr bbox.fr
    numericable.fr yahoo.de hotmail.de outlook.de live.de gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de
    freenet.de arcor.de posteo.de mailbox.org bluewin.ch hotmail.ch yahoo.it hotmail.it live.it libero.it
    virgilio.it tiscali.it alice.it yahoo.es hotmail.es outlook.es telefonica.net sapo.pt skynet.be telenet.be
    hotmail.be live.be outlook.be ziggo.nl kpnmail.nl hotmail.nl live.nl planet.nl home.nl online.no hotmail.no
    hotmail.se hotmail.dk live.dk live.se live.no yahoo.se interia.pl onet.pl seznam.cz uol.com.br bol.com.br
    terra.com.br hotmail.com.br yahoo.com.br outlook.com.br mail.ru yandex.ru rambler.ru ukr.net qq.com 163.com
    126.com sina.com naver.com hanmail.net daum.net yahoo.co.jp yahoo.co.in yahoo.com.au hotmail.com.au bigpond.com
    optusnet.com.au walla.co.il walla.com maktoob.com
    """.split()
)
"""Where so many people have an address that a domain almost like one of these is likely a typing error, the most likely
first."""

_INTERNET_PROVIDERS = frozenset(
    """
    accesscomm.ca aei.ca bell.ca bell.net bellaliant.net bellmts.net bmts.com cable.ca ccapcable.com cgocable.ca
    cgocable.net cogeco.ca cogeco.net distributel.ca distributel.net eastlink.ca ebox.ca ebtech.net execulink.com
    fibe.ca globetrotter.net golden.net hay.net hughes.net hurontel.on.ca iaw.on.ca igs.net interhop.net jet2.net
    kos.net look.ca lincsat.com magma.ca mnsi.net mts.net mtsmail.ca nbnet.nb.ca ncf.ca nexicom.net nl.rogers.com
    northwestel.net novuscom.net nucleus.com oricom.ca persona.ca pathcom.com porchlight.ca primus.ca quadro.net
    rogers.com sasktel.net shaw.ca shaw.net start.ca storm.ca sympatico.ca tbaytel.net teksavvy.com telus.net
    telusplanet.net tnt21.com uniserve.com videotron.ca videotron.qc.ca vianet.ca vif.com vl.videotron.ca vmedia.ca
    wightman.ca xplornet.com xplornet.ca yknet.ca

    alltel.net ameritech.net att.net atmc.net bellsouth.net bendbroadband.com bresnan.net brighthouse.com
    cableone.net centurylink.net centurytel.net charter.net cinci.rr.com cfl.rr.com citlink.net comcast.net
    consolidated.net cox.net coxmail.com earthlink.net embarqmail.com epix.net fairpoint.net frontier.com
    frontiernet.net fuse.net gci.net grandecom.net hawaiiantel.net insightbb.com knology.net localnet.com mchsi.com
    mediacombb.net metrocast.net mindspring.com midco.net netins.net nvbell.net optimum.net optonline.net
    pacbell.net peoplepc.com prodigy.net ptd.net q.com qwest.net rcn.com roadrunner.com rr.com sbcglobal.net
    snet.net sonic.net spectrum.net suddenlink.net surewest.net swbell.net tampabay.rr.com tds.net telepath.com
    toast.net twc.com usa.net verizon.net wavecable.com windstream.net wowway.com ziplink.net zoominternet.net
    zoomtown.com

    blueyonder.co.uk btconnect.com btinternet.com btopenworld.com cix.co.uk dsl.pipex.com eclipse.co.uk f2s.com
    force9.co.uk freeola.com freeserve.co.uk freeuk.com fsmail.net fsnet.co.uk gotadsl.co.uk homecall.co.uk
    lineone.net madasafish.com manx.net ntlworld.com o2.co.uk onetel.com orangehome.co.uk pipex.com plus.com
    plus.net plusnet.com sky.com supanet.com talk21.com talktalk.net tesco.net tinyworld.co.uk tiscali.co.uk
    toucansurf.com virgin.net virginmedia.com vodafone.co.uk waitrose.com wanadoo.co.uk which.net zen.co.uk
    eircom.net indigo.ie iol.ie vodafone.ie

    9online.fr aliceadsl.fr bbox.fr bouyguestelecom.fr cegetel.net club-internet.fr dartybox.com free.fr freebox.fr
    infonie.fr laposte.net libertysurf.fr modulonet.fr neuf.fr noos.fr numericable.fr orange.fr sfr.fr tele2.fr
    voila.fr wanadoo.fr worldonline.fr mediaserv.net only.fr lagoon.nc mls.nc canl.nc mail.pf ool.fr

    1und1.de alice-dsl.net alice.de arcor.de congstar.de cablemail.de ewe.net ewetel.net freenet.de gmx.de gmx.net
    htp-tel.de kabelbw.de kabelmail.de m-net.de mnet-online.de mnet-mail.de nefkom.net netcologne.de o2mail.de
    o2online.de online.de online-home.de osnanet.de primacom.net pyur.com snafu.de swb.de t-online.de t-mobile.de
    telecolumbus.net tele2.de unity-mail.de unitybox.de unitymedia.de versanet.de versatel.de vodafone.de
    vodafonemail.de web.de wtnet.de 1and1.com a1.net aon.at chello.at drei.at inode.at kabsi.at liwest.at magenta.at
    salzburg.at tele2.at utanet.at vol.at bluewin.ch breitband.ch green.ch hispeed.ch quickline.ch solnet.ch
    sunrise.ch swissonline.ch tele2.ch vtxmail.ch vtxnet.ch

    alice.it aliceposta.it eolo.it fastweb.it fastwebnet.it fastwebmail.it iol.it inwind.it giallo.it libero.it
    postecert.it supereva.it teletu.it tim.it tin.it tiscali.it tiscalinet.it virgilio.it vodafone.it wind.it
    windtre.it blu.it pec.it legalmail.it arubapec.it cheapnet.it interfree.it katamail.com

    euskaltel.net euskalnet.net jazztel.es jazzfree.com masmovil.es movistar.es mundo-r.com ono.com orange.es ozu.es
    r.es telecable.es telefonica.net terra.es vodafone.es wanadoo.es ya.com yoigo.com gmx.es correo.es clix.pt
    iol.pt mail.pt meo.pt netcabo.pt netmadeira.com nos.pt oninet.pt sapo.pt vodafone.pt zonmail.pt

    autograf.pl buziaczek.pl gazeta.pl go2.pl inetia.pl interia.eu interia.pl neostrada.pl netia.pl o2.pl onet.eu
    onet.pl op.pl plusnet.pl poczta.fm poczta.onet.pl poczta.pl spoko.pl tlen.pl toya.net.pl upcpoczta.pl
    vectranet.pl vp.pl wp.pl chello.pl aster.pl multimedia.pl

    altiboxmail.no broadpark.no c2i.net chello.no eidsiva.net frisurf.no getmail.no hesbynett.no online.no lyse.net
    nextgentel.no start.no tele2.no telenor.no telia.no bahnhof.se bostream.nu bredband.net bredband2.com chello.se
    comhem.se home.se passagen.se spray.se swipnet.se tele2.se telia.com telia.se tre.se ownit.se c.dk cybercity.dk
    fiber.dk get2net.dk jubii.dk mail.dk mail.tele.dk ofir.dk post.tele.dk stofanet.dk sol.dk tdc.dk tdcadsl.dk
    tdcspace.dk webspeed.dk youmail.dk yousee.dk dnainternet.net elisanet.fi kolumbus.fi kotinet.com luukku.com
    netti.fi pp.inet.fi inet.fi saunalahti.fi suomi24.fi wippies.fi pp.htv.fi sonera.inet.fi welho.com hive.is
    internet.is simnet.is visir.is

    base.be belgacom.net edpnet.be mobistar.be proximus.be pandora.be scarlet.be skynet.be telenet.be versatel.be
    voo.be chello.nl casema.nl caiway.nl deltanl.nl freeler.nl hccnet.nl hetnet.nl home.nl kabelfoon.nl kpnmail.nl
    kpnplanet.nl live.nl nlned.nl online.nl onsbrabantnet.nl onsneteindhoven.nl planet.nl quicknet.nl solcon.nl
    tele2.nl telfort.nl upcmail.nl upcnet.nl versatel.nl wxs.nl xmsnet.nl xs4all.nl zeelandnet.nl ziggo.nl zonnet.nl
    tmobilethuis.nl internet.lu pt.lu vo.lu tango.lu

    azet.sk centrum.cz centrum.sk email.cz iol.cz o2active.cz post.cz post.sk quick.cz seznam.cz tiscali.cz volny.cz
    chello.cz upcmail.cz zoznam.sk stonline.sk pobox.sk atlas.cz atlas.sk chello.hu citromail.hu digikabel.hu
    enternet.hu freemail.hu indamail.hu t-email.hu t-online.hu upcmail.hu vipmail.hu abv.bg dir.bg mail.bg
    clicknet.ro rdslink.ro romtelecom.net home.ro k.ro upcnet.ro cytanet.com.cy forthnet.gr freemail.gr hol.gr in.gr
    mailbox.gr otenet.gr pathfinder.gr vivodinet.gr windtools.gr amis.net siol.net t-2.net telemach.net htnet.hr
    inet.hr net.hr optinet.hr vip.hr xnet.hr eunet.rs mts.rs open.telekom.rs ptt.rs sbb.rs beotel.net bih.net.ba
    teol.net tel.net.ba apollo.lv inbox.lv one.lv delfi.lt takas.lt hot.ee neti.ee mail.ee starman.ee

    bk.ru inbox.ru internet.ru list.ru mail.ru mail.ua narod.ru nm.ru pochta.ru qip.ru rambler.ru ro.ru xmail.ru
    ya.ru bigmir.net i.ua meta.ua online.ua ukr.net ukrpost.ua tut.by mail.by mail.kz

    bol.com.br click21.com.br globo.com globomail.com ibest.com.br ig.com.br itelefonica.com.br netsite.com.br
    oi.com.br pop.com.br r7.com superig.com.br terra.com.br uol.com.br uolinc.com veloxmail.com.br vivo.com.br
    zipmail.com.br arnet.com.ar ciudad.com.ar fibertel.com.ar speedy.com.ar uolsinectis.com.ar entelchile.net
    vtr.net tutopia.com adinet.com.uy cantv.net etb.net.co une.net.co telmex.net.co infinitum.com.mx prodigy.net.mx
    prodigymovil.com telmexmail.com megacable.com.mx racsa.co.cr ice.co.cr enet.cu nauta.cu

    au.com auone-net.jp biglobe.ne.jp bbexcite.jp catv.ne.jp coara.or.jp ctk.ne.jp dion.ne.jp docomo.ne.jp dti.ne.jp
    emobile.ne.jp eonet.ne.jp ezweb.ne.jp goo.jp hi-ho.ne.jp i.softbank.jp infoseek.jp infoweb.ne.jp itscom.net
    jcom.home.ne.jp jcom.zaq.ne.jp k.vodafone.ne.jp kcn.jp livedoor.com mopera.net nifty.com nifty.ne.jp ocn.ne.jp
    odn.ne.jp pdx.ne.jp plala.or.jp rakuten.jp sannet.ne.jp so-net.jp so-net.ne.jp softbank.jp softbank.ne.jp
    tcn-catv.ne.jp tiki.ne.jp uqmobile.jp vodafone.ne.jp wakwak.com wcm.ne.jp willcom.com ybb.ne.jp ymobile.ne.jp
    ymobile1.ne.jp y-mobile.ne.jp zaq.ne.jp asahi-net.or.jp chol.com daum.net dreamwiz.com empal.com empas.com
    freechal.com hanafos.com hanmail.net hanmir.com hitel.net kakao.com korea.com kornet.net lycos.co.kr nate.com
    naver.com netian.com paran.com tistory.com unitel.co.kr 126.com 139.com 163.com 188.com 189.cn 21cn.com
    aliyun.com foxmail.com qq.com sina.cn sina.com sina.com.cn sohu.com tom.com vip.163.com vip.qq.com wo.cn
    yeah.net hinet.net msa.hinet.net seed.net.tw pchome.com.tw url.com.tw giga.net.tw netvigator.com hkbn.net
    biznetvigator.com i-cable.com hutchcity.com singnet.com.sg starhub.net.sg pacific.net.sg streamyx.com tm.net.my
    unifi.my jaring.my telkom.net cbn.net.id indosat.net.id pldtdsl.net airtelmail.in bsnl.in bsnl.co.in
    indiatimes.com mtnl.net.in rediffmail.com sancharnet.in sify.com vsnl.com vsnl.net ptcl.net.pk cyber.net.pk
    sltnet.lk dhivehinet.net.mv viettel.vn vnn.vn fpt.vn hn.vnn.vn csloxinfo.com ksc.th.com adam.com.au aapt.net.au
    bigpond.com bigpond.com.au bigpond.net.au dodo.com.au exemail.com.au iinet.net.au internode.on.net ihug.com.au
    netspace.net.au optusnet.com.au ozemail.com.au primus.com.au telstra.com tpg.com.au westnet.com.au clear.net.nz
    ihug.co.nz orcon.net.nz paradise.net.nz slingshot.co.nz snap.net.nz spark.co.nz vodafone.co.nz xnet.co.nz
    xtra.co.nz absamail.co.za iafrica.com lantic.net mtnloaded.co.za mweb.co.za telkomsa.net vodamail.co.za
    webmail.co.za africaonline.co.ke africaonline.com wananchi.com kenyaweb.com

    012.net.il 013.net.il 013net.net actcom.co.il barak.net.il bezeqint.net gmx.co.il hotmail.co.il inter.net.il
    internet-zahav.net nana.co.il nana10.co.il netvision.net.il smile.net.il tapuz.co.il walla.co.il walla.com
    zahav.net.il bezeq.co.il ayna.com awalnet.net.sa batelco.com.bh cyberia.net.lb cyberia.net.sa eim.ae
    emirates.net.ae etisalat.ae gawab.com idm.net.lb inco.com.lb index.com.jo link.net maktoob.com mtcgsm.com
    nesma.net.sa nets.com.jo nol.com.jo ogero.gov.lb omantel.net.om orange.jo qatar.net.qa qualitynet.net sol.net.lb
    tedata.net.eg terra.net.lb tunet.tn planet.tn topnet.tn gnet.tn menara.ma iam.net.ma wanadoo.jo y.net.ye
    yemen.net.ye paltel.net palnet.com hadara.ps zaytona.com djaweb.dz caramail.com mynet.com ttmail.com
    ttnet.net.tr turk.net superonline.com kablonet.com.tr hotmail.com.tr chmail.ir mailfa.com parsonline.net
    parspost.com irib.ir rayana.ir iran.ir vatanmail.ir
    """.split()
)
"""Internet providers, who give every customer an address, and portals that give one to everybody, by country."""

_MAIL_SERVICES = frozenset(
    """
    33mail.com abine.com addy.io anonaddy.com anonaddy.me anonbox.net blurmail.net burnermail.io cloaked.id
    dralias.com dropmail.me duck.com emailalias.io erine.email fwd.email forwardemail.net hide-my-email.com
    hidemail.app improvmx.com inboxalias.com ivpn.net mozmail.com opayq.com passfwd.com passinbox.com passmail.com
    passmail.net privaterelay.appleid.com privatemail.com relay.firefox.com sharklasers.com shared.email
    shroud.email simplelogin.co simplelogin.com simplelogin.fr simplelogin.io slmail.me slmails.com sneakemail.com
    spamgourmet.com spamgourmet.net spamgourmet.org spamex.com startmail.com trashmail.com 8alias.com 8shield.net
    alias.zone aleeas.com dralias.org aliasvault.net reply.github.com users.noreply.github.com

    163.net airmail.cc anonymousspeech.com bluebottle.com c4.fr cock.li cock.lu countermail.com criptext.com
    ctemplar.com disroot.org eclipso.ch eclipso.de eclipso.eu eclipso.at elude.in fea.st fastmail.com fastmail.fm
    fastmail.net firemail.cc gandi.net hey.com hushmail.com icloud.com imap.cc infomaniak.com ik.me ikmail.com
    etik.com internet-mail.org kolabnow.com letterboxes.org librem.one lavabit.com mail2world.com mailbox.org
    mailfence.com mailpile.is mailo.com me.com mac.com messagingengine.com migadu.com mykolab.ch mykolab.com
    myfastmail.com net-c.com netc.fr netcourrier.com onionmail.org openmailbox.org paranoid.email pissmail.com pm.me
    ppl.email proton.me protonmail.ch protonmail.com posteo.de posteo.net runbox.com safe-mail.net scryptmail.com
    secure.mailbox.org secmail.pro sent.com sigaint.org soverin.net speedymail.org startmail.com swisscows.email
    swissmail.org torbox3uiot6wchz.onion tuta.com tuta.io tutamail.com tutanota.com tutanota.de keemail.me unseen.is
    vfemail.net vivaldi.net waifu.club warpmail.net xsmail.com ymail.com zaclys.com zaclys.net zoho.com zoho.eu
    zohomail.com zohomail.eu xmpp.jp yandex.com mailbox.gr murena.io e.email ecloud.global teknik.io danwin1210.de
    danwin1210.me tilde.club sdf.org freeshell.org sdfeu.org envs.net

    aktivix.org autistici.org autoproduzioni.net bastardi.net boum.org canaglie.net cryptolab.net distruzione.org
    espiv.net free.de hacari.org immerda.ch indymedia.org inventati.org insiberia.net insicuri.net insurrezione.org
    katamail.net krutt.org logorroici.org ludd.net mailnesia.com marsmail.de nadir.org onenetbeyond.org
    paranoici.org privacymail.org resist.ca riseup.net sindominio.net sindominio.org so36.net squat.net stronzi.org
    subvertising.org systemausfall.org systemli.org tachanka.org tao.ca anche.no ortiche.net gn.apc.org igc.org
    igc.apc.org peacenet.org econet.apc.org web.ca web.net greennet.org.uk gn.org poivron.org no-log.org lautre.net
    ouvaton.org gresille.org ilico.org

    alum.mit.edu alumni.utoronto.ca member.fsf.org users.sourceforge.net post.harvard.edu alumni.stanford.edu
    nhs.net doctors.org.uk doctors.net.uk avocat.fr notaires.fr lawyer.com engineer.com minister.com pec.avvocati.it
    """.split()
)
"""Services whose point is an address for whoever asks: forwarding and aliases, private and secret mail, hosts of
activists, and addresses that come with a membership or a profession."""

MAIL = _INTERNET_PROVIDERS | _MAIL_SERVICES
"""Where anybody, or every customer, has an address."""

_PAGES = frozenset(
    """
    000webhostapp.com about.me academia.edu actblue.com actionnetwork.org airtable.com altervista.org angelfire.com
    apps.apple.com associatif.org assoconnect.com bandcamp.com bandzoogle.com beacons.ai behance.net bigcartel.com
    bio.link bit.ly bitbucket.io blog4ever.com blogger.com blogg.de blogg.no blogg.org blogg.se bloglovin.com
    blogspot.com bluesky.app bsky.app bsky.social bubbleapps.io canalblog.com canva.com canva.site carrd.co
    cargo.site centerblog.net change.org chuffed.org clubexpress.com clubrunner.ca codeberg.org codeberg.page
    crowdfunder.co.uk cvent.com dailymotion.com deviantart.com diaspora-fr.org discord.com discord.gg discordapp.com
    doodle.com dropbox.com e-monsite.com eklablog.com eventbrite.ca eventbrite.co.uk eventbrite.com eventbrite.fr
    eventbrite.de everyaction.com facebook.com fb.com fb.me flickr.com flipcause.com forms.gle forumactif.com
    framacalc.org framaforms.org framapad.org framasite.org freewebs.com free.nf frama.space fundrazr.com gettr.com
    ghost.io givebutter.com givesignup.org github.com github.io gitlab.com gitlab.io glitch.me godaddysites.com
    gofundme.com goo.gl docs.google.com drive.google.com groups.google.com maps.google.com sites.google.com
    plus.google.com g.co googlegroups.com g.page gumroad.com helloasso.com heroku.com herokuapp.com homestead.com
    hpage.com hotglue.me hubspotpagebuilder.com idealist.org indiegogo.com instagram.com instagr.am issuu.com
    itch.io jigsy.com jimdo.com jimdofree.com jimdosite.com justgiving.com kickstarter.com ko-fi.com launchgood.com
    leetchi.com linkedin.com linkin.bio linktr.ee livejournal.com lnk.bio lu.ma luma.com m.me mailchi.mp
    mailchimp.com mastodon.social mastodon.online mastodon.world mesopinions.com medium.com meetup.com messenger.com
    sharepoint.com mixcloud.com mobirisesite.com mobilize.us mobilizon.fr mozello.com msha.ke my.canva.site
    mystrikingly.com myspace.com mysite.com nationbuilder.com ning.com neocities.org netboard.me netlify.app
    netlify.com nextdoor.com notion.site notion.so odoo.com onrender.com onlyfans.com open.spotify.com
    opencollective.com orgsites.com over-blog.com over-blog.fr overblog.com padlet.com page.link page.tl pages.dev
    patreon.com paypal.com paypal.me pinterest.ca pinterest.com pinterest.fr pixnet.net podbean.com prezi.com
    proboards.com quora.com raisely.com readthedocs.io reddit.com replit.app repl.co rumble.com scribd.com
    signal.group simdif.com simplesite.com site123.me sitew.com skyrock.com slack.com slideshare.net snapchat.com
    soundcloud.com sourceforge.net spotify.com spreaker.com square.site squarespace.com squareup.com
    stackexchange.com strikingly.com substack.com surge.sh surveymonkey.com t.co t.me taplink.cc teachable.com
    teamapp.com teespring.com telegra.ph telegram.me telegram.org threads.com threads.net tiktok.com tinyurl.com
    tripod.com trello.com truthsocial.com tumblr.com twitch.tv twitter.com typeform.com typepad.com ucoz.com
    ucoz.net ukit.me ulule.com unblog.fr vercel.app viber.com vimeo.com vk.com wa.me wattpad.com web.app webflow.io
    weebly.com weeblysite.com webnode.com webnode.fr webnode.page webs.com website.com website2.me webstarts.com
    webador.com weibo.com whatsapp.com wikidot.com wikimedia.org wikipedia.org wikia.com fandom.com wildapricot.org
    wix.com wixsite.com wixstudio.io wordpress.com wordpress.org write.as writeas.com x.com yelp.ca yelp.com
    yola.com yolasite.com youtu.be youtube.com zendesk.com zohosites.com zeffy.com openpetition.de openpetition.eu
    weact.campact.de you.38degrees.org.uk chng.it petitions.ourcommons.ca noscommunes.ca ourcommons.ca gogocarto.fr
    canadahelps.org betterplace.org ngo.pl blog.jp livedoor.blog ameblo.jp fc2.com hatenablog.com hatenablog.jp
    hatena.ne.jp note.com note.mu seesaa.net jugem.jp cocolog-nifty.com blog.naver.com cafe.naver.com cafe.daum.net
    tistory.com brunch.co.kr egloos.com douban.com zhihu.com bilibili.com medium.dev dev.to hashnode.dev blog.hu
    blogs.sapo.pt blogs.com blog.cz blog.pl blox.pl
    blogspot.ca blogspot.co.uk blogspot.de blogspot.fr bravenet.com buymeacoffee.com campaign-archive.com campsite.bio
    charitynavigator.org constantcontact.com dreamwidth.org eventzilla.net exblog.jp geocities.jp groups.io
    guidestar.org hautetfort.com hubpages.com livedoor.jp noblogs.org ok.ru researchgate.net sched.com sportlomo.com
    teamsnap.com tilda.ws ucoz.ru venmo.com wikidata.org yahoogroups.com
    """.split()
)
"""Hosts of pages, profiles, petitions and documents: whoever has a page there has not its domain."""

GOVERNMENTS = frozenset(
    """
    canada.ca gc.ca gov.ab.ca alberta.ca gov.bc.ca bcgov.ca gov.mb.ca manitoba.ca gnb.ca gov.nb.ca gov.nl.ca
    gov.nf.ca gov.ns.ca novascotia.ca gov.nt.ca gov.nu.ca nunavut.ca gov.on.ca ontario.ca gov.pe.ca
    princeedwardisland.ca gouv.qc.ca quebec.ca gov.sk.ca saskatchewan.ca gov.yk.ca yukon.ca ola.org assnat.qc.ca
    parl.gc.ca parl.ca sencanada.ca cssdm.gouv.qc.ca ssss.gouv.qc.ca toronto.ca montreal.ca ville.montreal.qc.ca
    vancouver.ca ottawa.ca calgary.ca edmonton.ca winnipeg.ca halifax.ca

    alabama.gov alaska.gov az.gov arizona.gov arkansas.gov ca.gov colorado.gov ct.gov delaware.gov dc.gov fl.gov
    myflorida.com ga.gov georgia.gov hawaii.gov idaho.gov illinois.gov in.gov iowa.gov kansas.gov ks.gov
    kentucky.gov ky.gov la.gov louisiana.gov maine.gov maryland.gov ma.gov mass.gov mi.gov michigan.gov mn.gov
    minnesota.gov ms.gov mo.gov missouri.gov mt.gov nebraska.gov nv.gov nh.gov nj.gov nm.gov ny.gov nc.gov nd.gov
    ohio.gov oh.gov ok.gov oklahoma.gov oregon.gov pa.gov pennsylvania.gov ri.gov sc.gov sd.gov tn.gov texas.gov
    tx.gov utah.gov vermont.gov va.gov virginia.gov wa.gov wv.gov wi.gov wisconsin.gov wyo.gov wyoming.gov pr.gov
    usa.gov house.gov senate.gov nyc.gov lacity.org sfgov.org seattle.gov chicago.gov cityofchicago.org boston.gov
    phila.gov

    service.gov.uk parliament.uk gov.scot gov.wales llyw.cymru nidirect.gov.uk nhs.uk nhs.scot police.uk
    publicservice.gov.uk london.gov.uk gov.ie oireachtas.ie hse.ie gov.je gov.gg gov.im gouv.fr gouvernement.fr
    service-public.fr service-public.gouv.fr assemblee-nationale.fr senat.fr ac-paris.fr ac-lyon.fr ac-versailles.fr
    paris.fr france.fr elysee.fr bund.de bundestag.de bayern.de berlin.de brandenburg.de bremen.de hamburg.de
    hessen.de mv-regierung.de niedersachsen.de nrw.de rlp.de saarland.de sachsen.de sachsen-anhalt.de
    schleswig-holstein.de thueringen.de baden-wuerttemberg.de bwl.de muenchen.de koeln.de stadt-koeln.de
    frankfurt.de gv.at wien.gv.at admin.ch ch.ch zh.ch be.ch ge.ch vd.ch bs.ch ag.ch sg.ch lu.ch ti.ch vs.ch fr.ch
    ne.ch ju.ch belgium.be brussels.be fgov.be vlaanderen.be wallonie.be fedict.be overheid.nl rijksoverheid.nl
    amsterdam.nl rotterdam.nl europa.eu ec.europa.eu europarl.europa.eu coe.int un.org who.int gov.it governo.it
    comune.milano.it comune.roma.it regione.lombardia.it gob.es madrid.es gencat.cat barcelona.cat
    juntadeandalucia.es euskadi.eus xunta.gal gva.es gov.pt portugal.gov.pt gov.pl regjeringen.no dep.no kommune.no
    oslo.kommune.no gov.se regeringen.se stockholm.se goteborg.se malmo.se regionstockholm.se borger.dk kk.dk
    aarhus.dk suomi.fi gov.fi hel.fi nsw.gov.au qld.gov.au vic.gov.au wa.gov.au sa.gov.au tas.gov.au nt.gov.au
    act.gov.au australia.gov.au my.gov.au govt.nz gov.br sp.gov.br rj.gov.br mg.gov.br gob.mx cdmx.gob.mx gob.ar
    argentina.gob.ar buenosaires.gob.ar gob.cl gov.co gob.pe gov.il gov.in nic.in gov.za gov.sg gov.hk go.jp lg.jp
    metro.tokyo.jp pref.osaka.jp go.kr seoul.go.kr korea.kr gov.cn gov.tw
    """.split()
)
"""Domains of whole states, provinces and cities: many bodies and programmes stand there beside one another, and their
staff is not who decides for each. Ministries under a suffix of their own, such as `x.gc.ca`, are not meant."""

UNIVERSITIES = frozenset(
    """
    acadiau.ca athabascau.ca bishops.ca brandonu.ca brocku.ca carleton.ca concordia.ca dal.ca enap.ca etsmtl.ca
    hec.ca humber.ca inrs.ca kpu.ca lakeheadu.ca laurentian.ca macewan.ca mcgill.ca mcmaster.ca mta.ca mtroyal.ca
    mun.ca msvu.ca nipissingu.ca nscad.ca ocadu.ca ontariotechu.ca ontariotechu.net polymtl.ca queensu.ca
    royalroads.ca ryerson.ca sfu.ca sheridancollege.ca smu.ca stfx.ca stu.ca torontomu.ca trentu.ca tru.ca twu.ca
    ualberta.ca ubc.ca ucalgary.ca ucn.ca ufv.ca ulaval.ca uleth.ca umanitoba.ca umoncton.ca umontreal.ca unb.ca
    unbc.ca uoguelph.ca uoit.ca uottawa.ca upei.ca uqac.ca uqam.ca uqar.ca uqat.ca uqo.ca uqtr.ca uquebec.ca
    uregina.ca usask.ca usainteanne.ca usherbrooke.ca utoronto.ca uvic.ca uwaterloo.ca uwindsor.ca uwinnipeg.ca
    uwo.ca viu.ca wlu.ca yorku.ca senecapolytechnic.ca senecac.on.ca bcit.ca algonquincollege.com georgebrown.ca
    centennialcollege.ca mohawkcollege.ca langara.ca douglascollege.ca camosun.ca nait.ca sait.ca
    dawsoncollege.qc.ca vaniercollege.qc.ca cvm.qc.ca cegepmontpetit.ca claurendeau.qc.ca

    ens.fr ens-lyon.fr sorbonne-universite.fr sorbonne.fr parisdescartes.fr u-paris.fr u-paris2.fr univ-paris1.fr
    pantheonsorbonne.fr dauphine.psl.eu psl.eu universite-paris-saclay.fr centralesupelec.fr polytechnique.fr
    sciencespo.fr hec.fr essec.fr unistra.fr umontpellier.fr u-bordeaux.fr u-bordeaux-montaigne.fr uca.fr ubs.fr
    uha.fr inalco.fr ehess.fr u-pec.fr parisnanterre.fr utc.fr insa-lyon.fr insa-toulouse.fr insa-rennes.fr
    imt-atlantique.fr amu.fr etu.unistra.fr grenoble-inp.fr ut-capitole.fr rwth-aachen.de kit.edu lmu.de tum.de
    hu-berlin.de fu-berlin.de charite.de ruhr-uni-bochum.de rub.de rptu.de ovgu.de fau.de haw-hamburg.de
    htw-berlin.de htw-dresden.de hwr-berlin.de beuth-hochschule.de bht-berlin.de th-koeln.de dhbw.de leuphana.de
    hhu.de jgu.de upb.de uol.de h-da.de tuhh.de hcu-hamburg.de europa-uni.de fernuni-hagen.de tuwien.ac.at
    univie.ac.at wu.ac.at boku.ac.at tugraz.at uibk.ac.at jku.at aau.at sbg.ac.at plus.ac.at ethz.ch epfl.ch
    unige.ch unil.ch unibe.ch unibas.ch uzh.ch unisg.ch unilu.ch unine.ch unifr.ch usi.ch zhaw.ch fhnw.ch hes-so.ch
    bfh.ch hslu.ch supsi.ch zhdk.ch kuleuven.be student.kuleuven.be ugent.be uantwerpen.be ulb.be ulb.ac.be vub.be
    vub.ac.be uclouvain.be uliege.be unamur.be uhasselt.be umons.be uva.nl vu.nl rug.nl tudelft.nl uu.nl
    leidenuniv.nl universiteitleiden.nl ru.nl tue.nl utwente.nl wur.nl eur.nl maastrichtuniversity.nl
    tilburguniversity.edu hva.nl hr.nl hu.nl fontys.nl han.nl hanze.nl ou.nl tcd.ie ucd.ie ucc.ie dcu.ie
    universityofgalway.ie nuigalway.ie mu.ie ul.ie tudublin.ie dit.ie unibo.it uniroma1.it uniroma2.it uniroma3.it
    polimi.it polito.it unimi.it unimib.it unito.it unipd.it unipi.it unina.it unifi.it unige.it unict.it unipa.it
    uniba.it unive.it iuav.it unitn.it univr.it units.it unibocconi.it luiss.it sns.it ucm.es uam.es upm.es uc3m.es
    urjc.es us.es ugr.es uv.es upv.es ub.edu uab.cat upc.edu upf.edu ehu.eus usc.es usc.gal unizar.es uma.es um.es
    ua.es usal.es uva.es uned.es unav.es uoc.edu deusto.es ulisboa.pt up.pt uc.pt uminho.pt ua.pt unl.pt
    iscte-iul.pt iscte.pt uio.no ntnu.no uib.no uit.no nmbu.no oslomet.no uis.no uia.no hvl.no kth.se lu.se su.se
    uu.se gu.se chalmers.se liu.se umu.se ki.se slu.se mau.se oru.se lnu.se kau.se ku.dk au.dk dtu.dk sdu.dk aau.dk
    cbs.dk ruc.dk itu.dk helsinki.fi aalto.fi tuni.fi jyu.fi utu.fi oulu.fi abo.fi uef.fi lut.fi hanken.fi hi.is
    ru.is cuni.cz cvut.cz muni.cz vut.cz vutbr.cz upol.cz uniba.sk stuba.sk elte.hu bme.hu ceu.edu unibuc.ro
    ubbcluj.ro uw.edu.pl uni-lj.si unizg.hr bg.ac.rs ut.ee taltech.ee lu.lv vu.lt ktu.lt uoa.gr auth.gr ntua.gr
    usp.br unicamp.br unesp.br ufrj.br ufmg.br ufrgs.br unb.br ufsc.br ufpr.br uff.br ufba.br puc-rio.br pucsp.br
    pucrs.br unam.mx ipn.mx itesm.mx tec.mx uba.ar unlp.edu.ar uchile.cl puc.cl uc.cl udec.cl uniandes.edu.co
    uct.ac.za wits.ac.za sun.ac.za msu.ru spbu.ru hse.ru knu.ua ukma.edu.ua
    """.split()
)
"""Universities and colleges whose suffix does not tell: every student and member of staff has an address there, and a
society of theirs a page, but who has one does not speak for the university, nor for the society."""

ACADEMIC_SUFFIX = regex.compile(r"(?:.+\.)?(?:edu|k12)(?:\..+)?|(?:.+\.)?(?:ac|sch)\.[a-z]{2}")
ACADEMIC_NAME = regex.compile(r"(?:uni|univ|tu|fh|hs)-[a-z0-9-]+\.(?:de|at|ch|fr)")
"""Suffixes and names that only universities and schools have: `x.edu`, `x.edu.au`, `x.ac.uk`, `uni-x.de`."""

SHARED = _PAGES | GOVERNMENTS | UNIVERSITIES
"""Domains of which many have a part, none of whom it shows."""

REGISTRIES = frozenset(
    """
    ae.org br.com cn.com co.com co.nl co.no com.de com.se de.com eu.com eu.org gb.net gr.com gb.com hu.com hu.net
    in.net it.com jp.net jpn.com kr.com mex.com no.com nz.org pp.ua biz.ua co.ua pp.ru com.ru net.ru org.ru qc.com
    ru.com sa.com se.com se.net tw.org uk.com uk.net us.com us.org uy.com za.bz za.com za.net za.org web.in co.krd
    edu.krd co.bz radio.am radio.fm co.pl co.dk co.at biz.at info.at co.cz firm.in
    """.split()
)
"""Unofficial suffixes under which one registers a domain as under an official one, and does not rent a page."""
