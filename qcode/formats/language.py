"""Which language a text is in, judged by its function words.

Small words are a fifth to a half of all speech and differ even between neighbours. A word counts
for less the more languages share it, letters such as ø and ö count a little, and if no language
stands out the answer is that nobody knows.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from qcode.model.courtesy import give_way, giving_way

_SAMPLES, _SAMPLE = 6, 1000  # stretches of the text that are looked at, and code points in each
_LEAST = 2.0  # evidence, in words of one language only, without which there is no answer
_SHARE = 0.08  # evidence per word, below which the text is in a language that is not here
_MARGIN = 1.25  # how much more there must be for the first language than for the second

_WORDS: Mapping[str, str] = {
    "sv": """
        och att det jag är som en på inte för med har den till av men så ett om var vi de då du
        när vad sig från mycket också här bara sen alltså eller blir kan vill han hon man ju nej
        ja dom mig dig sin mot efter bli nu vara varit hade ska skulle kunde måste något någon
        några där hur vid liksom precis tycker tänker säger eftersom igen aldrig alltid ni oss er
        mycket tack hej okej kanske själv sedan ändå
    """,
    "en": """
        the and to of a that it is was you for on are with as be this have not but they so we what
        there do just know like about an my at from or if would can your it's yeah because don't
        that's i'm had were been their which when one all he she her him his me no yes think
        really then than how who will don't didn't could should them these those where why okay
    """,
    "no": """
        og å at det jeg er som en på ikke for med har den til av men så et om var vi de da du når
        hva seg fra mye også her bare eller blir kan vil han hun man jo nei ja dem meg deg sin mot
        etter bli nå være vært hadde skal skulle kunne må noe noen der hvor ved liksom akkurat
        syns synes veldig tenker sier fordi igjen aldri alltid dere oss takk hei kanskje ei eg
        ikkje dei kva frå noko nokon kor mykje ein eit vere vore berre korleis dykk me no då heile
    """,
    "da": """
        og at det jeg er som en på ikke for med har den til af men så et om var vi de da du når
        hvad sig fra meget også her bare eller bliver kan vil han hun man jo nej ja dem mig dig
        sin mod efter blive nu være været havde skal skulle kunne må noget nogen nogle der hvor
        ved ligesom præcis synes tænker siger fordi igen aldrig altid jer os tak hej måske blev
        ikk gør længe lidt jamen
    """,
    "de": """
        und der die das ich ist nicht ein zu in es sie mit auf für den von dem auch so wie wir
        aber was dass haben hat war man noch nur oder bei sich mir wenn ja also da habe eine einen
        einer ihr er du sind dann schon mal doch halt jetzt hier sehr kann muss mich dich uns nein
        immer mehr wieder nach über als zum zur im am
    """,
    "nl": """
        de het een en van ik dat is niet in te zijn op met voor die er maar ook aan dan je we wat
        hij ze was heb heeft als nog wel naar om bij dit zo toen gewoon ja nee hebben worden deze
        door over hoe waar wij mij
    """,
    "fr": """
        le la les et de des un une que qui est pas je il elle nous vous dans pour sur ce ça mais
        avec on au plus tout ont sont c'est j'ai du en se ne était comme bien aussi très être fait
        avoir donc alors oui non parce quand mon ma mes leur cette
    """,
    "es": """
        el la los las y de que en un una es no se por con para su lo como más pero le ya o este sí
        porque esta entre cuando muy sin sobre también hasta hay donde yo era del al eso pues
        entonces mi nos ser estar tengo fue
    """,
    "it": """
        il la le e di che un una non si per con su lo come più ma gli ho della sono mi ci del
        anche questo quando perché cosa molto io poi era hanno nel alla ha dopo stato qualche è
    """,
    "pt": """
        os as de que em um uma é não se por com para seu como mais mas eu também muito já do da no
        na dos das isso porque quando foi ele ela então você nós tem
    """,
    "fi": """
        ja on ei se että oli mutta niin kun myös ovat hän minä olen joka tai mitä sitä nyt sitten
        kuin vain ole sen ne mä sä me he siellä tämä kyllä olla siis joo koska jos hyvin mikä
        niinku minun sinä te ollut
    """,
    "pl": """
        na się nie to że z do jest jak ale co po tak od za mi ich był być czy już tylko też bardzo
        może przez dla jej ten ma są bo
    """,
    "tr": """
        ve bir bu da de için çok ne ama ben var gibi daha kadar olarak sonra değil mi her en şey
        evet hayır biz siz onlar
    """,
}


def _weigh() -> dict[str, list[tuple[str, float]]]:
    """Map each word to its languages, with what it counts for in each."""
    languages: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            languages.setdefault(word, []).append(language)
    return {word: [(name, 1 / len(those)) for name in those] for word, those in languages.items()}


_EVIDENCE = _weigh()
# Letters that stand in every few words of some languages and in no word of others.
_LETTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("øæ", ("no", "da")),
    ("äö", ("sv", "fi", "de")),
    ("å", ("sv", "no", "da")),
    ("ß", ("de",)),
    ("ñ¿", ("es",)),
    ("ãõ", ("pt",)),
    ("ąęłśż", ("pl",)),
    ("ğış", ("tr",)),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?(?![^\W\d_]| ?:)")


def guess_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of a text, or "" when the text does not say.

    Norwegian of both kinds is "no". A text of more than some ten thousand characters is sampled
    evenly, so that a summary in another language does not decide.
    """
    words = _sampled_words(text)
    if not words:
        return ""
    scores: defaultdict[str, float] = defaultdict(float)
    for word, count in giving_way(words.items()):
        for language, weight in _EVIDENCE.get(word, ()):
            scores[language] += count * weight
    letters = Counter("".join(words))
    for those, languages in _LETTERS:
        for language in languages:
            scores[language] += sum(letters[letter] for letter in those) / (2 * len(languages))
    (first, most), (_, next_most) = sorted(
        [*scores.items(), ("", 0.0), ("", 0.0)], key=lambda item: -item[1]
    )[:2]
    if most < _LEAST or most < _SHARE * sum(words.values()) or most < _MARGIN * next_most:
        return ""
    return first


def _sampled_words(text: str) -> Counter[str]:
    """Return how often each word stands in the samples, speakers' one-letter labels left out."""
    step = max(_SAMPLE, len(text) // _SAMPLES)
    sample = " ".join(text[at : at + _SAMPLE] for at in range(0, len(text), step))
    give_way()
    words = _WORD.findall(sample.replace("’", "'").lower())
    give_way()
    return Counter(words)
