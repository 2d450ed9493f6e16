"""What is said letter by letter, and how to write it so that any engine does."""

from __future__ import annotations

SPELT = frozenset(
    "FBI CIA NSA USA US UK EU UFO USSR TV CCTV DNA RNA BBC CNN NBC CBS ABC MP MPs OK PC CD DVD GP VIP RAF RSVP NYPD LAPD "
    "DC BC MD PS NYC LA JFK DJ GPS ATM HQ CEO CFO PR IRS DEA ATF SUV CPR EMT EMS ER ICU DMV PTA MVP NFL NBA MLB KGB HMS "
    "SS USS PHD LSD HIV IBM UV FM PM BCE CE AI DIY GMT RSPCA NHS KC QC VC DSO OBE MBE CBE JP DI DS DCI DCS SOS OJ EKG ECG "
    "MRI TNT UHF VHF CB URL HTML HTTP ASAP FAQ KO LP LLC MBA NCO ESP EDT EST PST EP RPM SMS STD TB UPS USB XO AK CO MI "
    "ACLU AFB APB BMW BLT CEO CPA CSI DOA EPA FAA FDA GOP GI ISBN IUD KFC MGM MIT MTV NCAA NRA PBS POV PTSD RIP RV SAS SAT SEC "
    "SFPD TA TGIF UCLA UPI VCR VFW WC XL ABC RN RNLI CID OD PI OMG WTF IMO BTW IDK FYI TBD DOB UTC PDT GTA HR HIV AOL UCL USN USMC USAF RCMP NAACP ESPN AARP HBO USDA USPS USCG NCIS IEEE TKO".split()
)
"""Initialisms that engines say letter by letter as they stand, however loud the text around them."""

READ_AS_WORDS = frozenset("IQ YMCA YWCA IRA IOU MIA PA AP AD ID UN AM POW".split())
"""Initialisms that engines read as words unless they have dots."""

WORDS = frozenset("NASA NATO UNESCO UNICEF AIDS SWAT OPEC AWOL".split())
"""Initialisms that everybody says as words."""


def letters(run: str) -> str:
    """Write capitals so that they are said one by one: those that might be read as a word have dots ("I.Q.")."""
    wordlike = bool(set(run) & set("AEIOUY")) and run not in SPELT
    return ".".join(run) + "." if len(run) > 1 and (wordlike or run in READ_AS_WORDS) else run
