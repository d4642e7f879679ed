"""What the sounds come from: packages of Debian, and their licences, which the model card repeats."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SF2 = Path("/usr/share/sounds/sf2")
SF3 = Path("/usr/share/sounds/sf3")


@dataclass(frozen=True)
class SoundFont:
    package: str
    file: Path
    licence: str
    drums_only: bool = False

    @property
    def is_there(self) -> bool:
        return self.file.exists()


SOUND_FONTS = (
    SoundFont("fluid-soundfont-gm", SF2 / "FluidR3_GM.sf2", "MIT"),
    SoundFont("musescore-general-soundfont-small", SF3 / "MuseScore_General_Lite.sf3", "MIT, parts CC0"),
    SoundFont("timgm6mb-soundfont", SF2 / "TimGM6mb.sf2", "GPL-2"),
    SoundFont("opl3-soundfont", SF2 / "OPL-3_FM_128M.sf2", "CC BY-SA 4.0"),
    SoundFont("avldrums.lv2-soundfont", SF2 / "Black_Pearl_4_LV2.sf2", "CC BY-SA 3.0", drums_only=True),
    SoundFont("avldrums.lv2-soundfont", SF2 / "Red_Zeppelin_4_LV2.sf2", "CC BY-SA 3.0", drums_only=True),
)


# Hydrogen's kits of recorded drums; the licence of each stands in its drumkit.xml and in the package's copyright file.
RECORDED_KITS = Path("/usr/share/hydrogen/data/drumkits")
RECORDED_KITS_PACKAGE, RECORDED_KITS_LICENCE = "hydrogen-drumkits", "GPL-2, CC BY 3.0, CC BY-SA 3.0, CC0"

# Actors who speak the dialogues of a game, in Czech and in Dutch.
RECORDED_SPEECH = Path("/usr/share/games/fillets-ng/sound")

# Words for children, spoken by a person for each of some twenty languages.
RECORDED_WORDS = Path("/usr/share/ktuberling/sounds")

# Heard in validation only.
HELD_OUT = "timgm6mb-soundfont"


@dataclass(frozen=True)
class Voice:
    package: str
    licence: str


SPEAKERS = {
    "formant": Voice("none: sepnet/singing/formant.py", "MIT"),
    "espeak": Voice("espeak-ng", "GPL-3+ (the program; what it speaks is free)"),
    "kal": Voice("festvox-kallpc16k", "MIT-like (CMU, Edinburgh)"),
    "recorded": Voice("fillets-ng-data-cs, fillets-ng-data-nl, ktuberling-data", "GPL-2; GPL-2+, LGPL, GFDL, CC BY, CC0"),
    "patch": Voice("the soundfonts", "as above"),
    "slt": Voice("festvox-us-slt-hts", "BSD-3-Clause-like (CMU, Nagoya)"),
}


def fonts(drums: bool) -> list[SoundFont]:
    found = [f for f in SOUND_FONTS if f.is_there and (drums or not f.drums_only)]
    if not found:
        raise SystemExit("No soundfont is installed: apt-get install " + " ".join(sorted({f.package for f in SOUND_FONTS})))
    return found
