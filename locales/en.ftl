### English. Every sentence that a page says stands here.

firsthand = firsthand
language-name = English
nav-archive = Accounts
nav-check = Check a copy
nav-drop = Leave an account
nav-return = Come back with your codename
skip = To the text
languages = Languages
not-checked = These sentences were translated by a machine and have not yet been checked by a speaker.

## Drop box

drop-title = Leave an account
drop-lead = Write down what you saw, and add photographs if you have them. You need no account, no name and no JavaScript.
drop-protects = What you leave is encrypted as it comes in; only the people at the desk can open it, and nobody keeps your address or the hour.
drop-protects-not = It does not hide that you visited this page: for that use Tor Browser, and a device and network that are not yours.
drop-text = Your words
drop-text-hint = Write or paste. Say what you saw yourself, and say so when somebody told you.
drop-files = Photographs and other files
drop-files-hint = Up to { $count } files of { $size } MB each. They are kept as they are, for the desk alone; what is published of photographs carries no place, time or device.
drop-waiting = { $count ->
    [one] One file that you added is here and waits, encrypted, for an hour at most.
   *[other] { $count } files that you added are here and wait, encrypted, for an hour at most.
}
consent-title = What may be published?
consent-ask = Nothing yet. Ask me first.
consent-without-names = The words without names
consent-words = The words as they are
consent-photographs = The photographs too
name-title = Under which name?
name-none = No name
name-pen = This name, which is not mine
name-own = My own name
name-field = The name
when-title = When?
when-any = At any time
when-from = On this day or later
when-back = Only if I have not come back by this day
when-day = The day
drop-preview = Look at it first
drop-preview-hint = Nothing is sent yet. The next page shows what you wrote.
drop-page = Far from here, or with no net: this page is one file to keep on a phone. It writes, seals and encrypts an account for this desk; what it makes is left here as the only file.
drop-page-take = Take the page
drop-recipient = The desk's letters, for that page:
parcel-title = A parcel for the desk
parcel-lead = Nothing has been sent yet. The file is encrypted, and only its desk can open it: nobody here can see whether it is the right one, or what may be published of it. That stands inside, where you wrote it.

preview-title = Read it once more
preview-lead = Nothing has been sent yet. Underlined words may point to a person, you or somebody else: a name, a relative, a workplace, a number, an address. Keep them if they matter; the desk can withhold them before anything is published.
preview-none = We found no words that may point to a person. A program reads badly between the lines: look for yourself.
preview-removed = { $count ->
    [one] One hidden character cannot be sealed and is left out.
   *[other] { $count } hidden characters cannot be sealed and are left out.
}
preview-own-slip = Your text carries a slip and is true to it. It is kept as it is.
preview-false-slip = Your text carries a slip that it is not true to. The text is sealed anew, and what you pasted is kept beside it for the desk.
preview-files = { $count ->
    [0] No files.
    [one] One file, { $size }.
   *[other] { $count } files, { $size } together.
}
preview-consent = What you allow
preview-send = Leave it with the desk
preview-edit = Change something
kind-name = a name
kind-kin = a relative
kind-work = work
kind-number = a number
kind-plate = a number plate
kind-address = an address
kind-online = a place online
kind-age = an age or birthday
kind-onlyone = true of one person only

unit-kb = kB
unit-mb = MB
codename-title = It is with the desk
codename-lead = Your account was received, and is on the desk's disk, encrypted.
codename-this = Your codename
codename-why = With it you come back: to read the desk's answers, to add something, to take back your leave to publish, to delete everything.
codename-once = It is shown only now, and nobody can find it again. Learn it by heart, or write it where nobody looks. Whoever has it can do the same as you.
codename-english = Its words are English: copy them letter by letter.
codename-next = When you have it, close this window.
added-title = It is with the desk too
added-lead = What you added was received. Your codename stays the same.

## Coming back

return-title = Come back
return-lead = Type the codename that you were given.
return-codename = Codename
return-open = Open
return-protects = What the desk answered opens only with your codename; not even the server can read it without.
return-protects-not = The page that you open shows the answers on your screen: look around first.
return-unknown = Nothing waits under this codename. Look at each word, and try again; capitals and spaces do not count.
back-title = You are back
back-left = { $count ->
    [one] You left one account, on { $days }.
   *[other] You left { $count } accounts, on { $days }.
}
back-answers = The desk's answers
back-no-answers = The desk has not answered yet.
back-withdrawn = You took back your leave to publish.
back-add = Add something
back-add-hint = More words or photographs, or an answer to the desk.
back-consent = Change what may be published
back-consent-save = Allow this
back-consent-saved = Saved. It holds for everything that you left.
back-withdraw = Take back your leave to publish
back-withdraw-hint = The desk can still read what you left and cannot publish it. What is published already stays until the desk takes it down; write to them above.
back-withdraw-sure = I am sure
back-withdraw-do = Take it back
back-withdrawn-now = Done. Nothing more of what you left can be published.
back-delete = Delete everything
back-delete-hint = Deletes what you left and the desk's answers, here and now. What is published, or was copied, stays.
back-delete-do = Delete everything
back-deleted-title = Deleted
back-deleted = What you left is deleted. Your codename opens nothing any more.
back-sure-first = Nothing was done: tick “I am sure” first.

## When something is wrong

error-title = That did not work
error-not-received = Nothing was received. Your words are still below: copy them to be safe, and try again.
error-in-doubt = We cannot tell whether your account was received. Press the button again: if it is here already, it is not kept twice.
error-no-words = There are no words yet. Write at least one sentence: what do the photographs show?
error-too-long = The text is longer than { $size } MB. Leave it as a file instead.
error-fields-too-long = What stands in one of the small fields is too long. Shorten it.
error-too-many-files = More than { $count } files came. Leave the others with a second account: come back with your codename.
error-file-too-big = One of the files is larger than { $size } MB, and none of the files of this page were kept. Make it smaller, or leave it out.
error-files-gone = The files waited for more than an hour and are gone, as promised. Add them again.
error-files-again = Your files were not kept: add them again.
error-name-missing = You chose a name to publish under, and did not write it.
error-day-missing = You chose a day, and did not give one like 2026-12-31.
error-full = The desk's disk is full.
error-busy = This server has too much to do at this moment. Try again in a minute.
error-broken = The page did not come through whole.
error-slow = The page came too slowly.
error-internal = Something failed here, and it is not your fault.
error-not-found = There is no such page.
error-elsewhere = This form was sent from another site, and nothing was done.
error-method = This address is for forms. Go back and start from the page.

## Desk

nav-desk = Desk
desk-sign-in-title = The desk
desk-sign-in-lead = For its members. What sources left opens while you are signed in, and is closed when you leave.
desk-none-yet = Nobody has joined this desk yet. The link for its first member stood in the terminal when it was made.
desk-name = Name
desk-passphrase = Passphrase
desk-code = Code from your authenticator
desk-sign-in = Sign in
desk-sign-out = Sign out
desk-wrong = That is not the name, passphrase and code of a member. A code counts once: if you used this one already, wait for the next.
join-title = Join the desk
join-lead = You are invited as { $role }.
join-passphrase-hint = At least { $count } characters: six words that nobody would say in a row are easy to keep. Nobody can set a new one for you.
join-passphrase-again = The passphrase once more
join-totp-title = Your authenticator
join-totp-lead = Scan this with an authenticator, or type the secret into it, then give the code that it shows.
join-do = Join
join-done = You have joined. Sign in.
join-gone = This invitation is used up or older than seven days. Ask an admin of the desk for another.
join-different = The two passphrases differ.
join-short = The passphrase is too short.
join-bad-name = That name is taken, empty or too long.
join-wrong-code = That is not the code of this half minute. Look whether the clock of your device is right.
role-reader = reader
role-editor = editor
role-publisher = publisher
role-admin = admin
inbox-title = Accounts
inbox-empty = Nothing has come in yet.
inbox-number = No.
inbox-day = Day
inbox-state = State
inbox-words = Words
inbox-files = Files
state-new = new
state-draft = draft
state-published = published
state-retracted = retracted
state-withdrawn = leave taken back
state-deleted = deleted by its source
account-title = Account { $number }
account-language = Written on the page in { $language }; came in on { $day }.
account-sealed-by-source = It came with a slip and is true to it. That says its words are those that this pen name sealed, and not who that is.
account-sealed-here = It came without a slip, and the drop box sealed it with a key that was used once. The slip says what came in here, and not where from.
account-pasted = What was pasted differs: it carried a slip that it was not true to, or hidden characters.
account-pasted-show = Show what was pasted
account-pen-name = Pen name
account-id = Account id
account-consent = What the source allows
account-last-seen = The source was here last on { $day }.
account-files = Files
account-file = File { $number }, { $size }
account-replies = Answers to the source
account-reply = Answer
account-reply-hint = The source reads it when they come back with their codename.
account-reply-do = Send the answer
account-no-source = The source had everything deleted and cannot be answered.
account-notes = Notes
account-note = Note
account-note-do = Keep the note
account-publish = Withhold and publish
account-compare = Compare with another
compare-title = Account { $number }, compared
compare-lead = Hold this account against another one that came in, or against what was published: what is in the other and not here, and the other way round.
compare-others = Of the same source, or nearly the same words
compare-account = account { $number }
compare-published = published as { $id }
compare-with = The number of another account, or the id of a published one
compare-do = Compare
compare-none = There is no such account here.
compare-differs = What differs from { $other }
compare-missing = in the other, not in this one
compare-added = in this one, not in the other
compare-back = Back to the account
account-custody = Custody
account-other-key = It is not encrypted to this desk, and nobody here can open it. Ask who sent it to take this desk's letters.
account-damaged = It cannot be read: it was damaged on its way, or is no account with its slip. Ask for it again.
account-gone = There is no such account, or its source had it deleted.
withhold-title = Account { $number }: withhold and publish
withhold-lead = Nothing is public until it is published. Numbers in front of passages count their first word.
withhold-phrases = Names and phrases to withhold
withhold-phrases-hint = One on each line. Every place is shown, with near forms: other cases, endings, spellings and scripts.
withhold-find = Find them
withhold-found-title = Which of these to withhold?
withhold-found-none = Not found: { $phrase }. Look for another spelling.
withhold-found-exact = as written
withhold-found-near = near form
withhold-found-do = Withhold what is ticked
withhold-passage = choose words
withhold-passage-title = Which words of this passage to withhold?
withhold-save = Keep
withhold-count = { $words ->
    [0] No words are withheld.
    [one] One word is withheld.
   *[other] { $words } words are withheld, in { $places } places.
}
withhold-withheld = withheld
draft-title = What is published
draft-photographs = Photographs to show, without metadata
draft-name = Under the name that the source wants: { $name }
draft-names = These words stand open and may be names: { $names }
draft-names-read = I read each of them in its place, and none names a person whom the source or we would keep out.
draft-translation = Translation
draft-translation-language = Its language, as a tag (en, kk, ru, es, …)
draft-translation-hint = Passage by passage, as the account has them. Your own remarks stand in [brackets]. Leave empty for none.
draft-save = Keep the draft and look at it
public-title = What the public will see
public-slip = The slip has { $count } characters.
refusal-withdrawn = The source took back their leave to publish.
refusal-ask-first = The source wants to be asked first.
refusal-names = { $count ->
    [one] The source allows the words without names, and one that stands open may be a name.
   *[other] The source allows the words without names, and { $count } that stand open may be names.
}
refusal-photographs = The source does not allow the photographs.
refusal-original = The source gave the untouched original to the desk alone. The photograph that may be shown stands beside it.
refusal-no-name = The source wants no name under it.
refusal-other-name = The source wants another name under it.
refusal-too-early = The source allows it from { $day } on.
refusal-not-over = The source allows it if they are not back by { $day }. That day is not over.
refusal-came-back = The source allowed it if they would not come back, and they came back. Ask them.
public-whose = This is the source’s wish.
public-agree = I agree to this draft
public-agreed = { $name } agrees.
public-needs-second = Here two must agree: who made the draft does not publish it alone.
public-publish = Publish it
public-not-publisher = Your role does not publish.
public-done = It is published.
public-link = See it
published-retract = Take it back
published-retract-why = Why? Everybody will read this.
published-correct = Correct it
published-correct-why = What is wrong, and what is right? Everybody will read this.
published-retracted = It was taken back: { $why }
members-title = Members
members-invite = Invite
members-role = Role
members-link = Give this link to one person, by a way that nobody else reads. It works once, within seven days.
members-send-away = Send away
members-two = Two must agree before anything is published
members-last-admin = The last admin cannot be sent away.
custody-title = Custody
custody-lead = Every act, each bound to the one before. It holds no words and nothing finer than days.
custody-act = Act
custody-by = By
custody-hash = Hash
refused-role = Your role does not do that.
desk-other-draft = Something changed since you looked: a newer draft, or the source said something new. Look again.
desk-cannot-withhold = These words cannot be withheld: { $why }.
desk-cannot-show = File { $number } cannot be shown: { $why }.
desk-cannot-translate = The translation cannot be sealed: { $why }.

## Archive

archive-title = Accounts
archive-lead = What witnesses left with this desk and the desk published. Every account carries a seal: any copy of it can be checked, here or without us.
archive-language = Language
archive-all = All
archive-nothing = Nothing is published yet.
archive-pages = Pages
archive-newer = Newer
archive-older = Older
archive-feed = Feed (Atom)
archive-api = For programs (OpenAPI)
archive-retracted = Retracted by the desk
archive-corrected = The desk added a correction
archive-words = { $count ->
    [one] one word
   *[other] { $count } words
}
archive-withheld = { $count ->
    [one] one withheld
   *[other] { $count } withheld
}
page-title = An account
page-published = Published
page-name = under the name
page-no-name = no name
page-retracted = The desk took this account back.
page-corrected = Correction by the desk.
page-retracted-read = Read it all the same
page-original = The account as it was sealed
page-withheld = words withheld
page-translation = Translation
page-translation-own = It carries a slip of its own, made by the desk.
page-glosses = What stands in [brackets] is the translator's.
page-gloss = the translator's words
page-photograph = Photograph { $number }
page-photograph-hint = Published without the place, time and device that were in its file.
page-check = Check this page yourself
page-check-slip = The letters after the text, from “firsthand…” on, are its slip: the seal over every word in its order, withheld places counted.
page-check-here = Copy the text with its slip and check it here, also when it reached you in another way:
page-check-without = Without this server: take the text, this program (one file to read, for browsers and Node) and its table. The slip proves what this key sealed; whose key it is, the pen name and the account id below tell, when they reached you in another way too.
page-id = Account id
page-pen-name = Pen name
page-enclosed = { $count ->
    [one] One file is sealed with the words and is no part of the text.
   *[other] { $count } files are sealed with the words and are no part of the text.
}
page-code = The slip as a QR code, { $number } of { $count }
page-no-code = The slip is too long for QR codes. Take the text, which ends with it.
page-text = Take the text with its slip
page-short = A copy to pass on
page-short-hint = The slip above is long, because words are withheld, and few channels carry it whole. The desk sealed the same words under its own pen name, with […] at each gap and this slip. It says that this desk published them so; what the witness sealed, the long slip above proves.
page-short-code = The short slip as a QR code
page-short-text = Take the text with the short slip
feed-title = Accounts (firsthand)
feed-retracted = Retracted:

## Check

check-title = Check a copy
check-lead = Paste the text that you hold. You see whether it is true to its slip, whether this archive published it, and which words differ.
check-protects = What you check is answered and forgotten: it is not stored, and nothing of it is logged. This server reads it while it answers. If nobody may know what you hold, check it on your own machine.
check-copy = Your copy
check-copy-hint = All of it, with the slip if it has one: the letters from “firsthand1” on. Other text around it does no harm. A copy without a slip is held against what was published here.
check-file = Or files: a text, a saved web page, a bundle; and pictures of the slip's QR codes (PNG, JPEG). 12 MB at most
check-do = Check it
check-elsewhere = To check without this server: the firsthand command, or
check-nothing = There is nothing to check yet. Paste the text that you hold, or choose its file.
check-two = There are two copies: a text that you pasted and a file, or two files. Check one at a time. Pictures of the slip may come along.
check-picture = That kind of picture is not read here. PNG and JPEG are.
check-web-page = That web page comes to more than browsers show. Open it, copy its text, and paste that.
check-not-text = That file is no text, web page or bundle. Open it, copy its text, and paste that.
check-bundle = That bundle is not whole, or was packed anew. Ask for it as it was first made.
check-video = That is a video, not a text. Only texts are checked: paste the words that it shows, with their slip.
check-sound = That is a sound recording, not a text. Only texts are checked: paste the words that came with it, with their slip.
check-archive = That is an archive. Unpack it, and give the file in it that is the text.
check-document = That kind of document is not read here. Open it, copy its text, and paste that.
check-encrypted = That file is encrypted. Open it with its password, copy its text, and paste that.
check-no-text = That PDF holds no text, only pictures of pages. Ask for the text itself.
check-damaged = That document is damaged. Open it, copy its text, and paste that.
check-overfull = That file has more parts, or unpacks to more, than programs write. Open it, copy its text, and paste that.
check-no-code = No QR code was found in picture { $number }. Photograph it again: sharp, from straight above, with white around it.
check-pictures = At most { $count } pictures are looked at in one go.
check-picture-large = Picture { $number } has more than { $count } million pixels. Cut it down to the code.
check-picture-crowded = Picture { $number } holds too much that looks like QR codes. Cut it down to the codes of the slip.
check-picture-broken = Picture { $number } cannot be read. Photograph it again.
check-codes-missing = The slip is in { $count } QR codes, and these are missing: { $numbers }. Choose the pictures of all of them.
check-codes-mixed = The numbered QR codes are not those of one slip. Photograph them all again.
check-code-no-slip = The QR code holds no slip that can be read. A slip begins with “firsthand1”.
check-slip-alone = The pictures hold the slip below. A slip is held against words: paste the words of your copy before it.
check-too-long = That is longer than { $size } MB. Check it in parts, each account with its slip, or use the command on your own machine.
check-broken = The copy did not come through whole. Go back and send it again.

verdict-title = What this copy is
verdict-several = { $count ->
   *[other] This text holds { $count } slips, and is as good as the worst of them.
}
verdict-first = Is it true to its slip?
verdict-second = Is it known here?
verdict-true = True to its slip
verdict-true-no-more = True to its slip, and no more
verdict-true-with-others = True to its slip, with other words in it
verdict-true-reordered = True to its slip, perhaps shown in another order
verdict-true-look = True to its slip, but look at the copy
verdict-not-judged = That cannot be told
verdict-may-hide = The file holds something that can hide, add or move words. So the words that you see may be others than those that were read.
verdict-parts-differ = The parts of the file say different words, and you see only one of them.
verdict-not-judged-do = Open the file, copy the text that you see, and paste it here.
verdict-read = The words as they were read, to compare with what you see
verdict-form-page = The copy is a saved web page. Pictures in it were not checked.
verdict-form-archive = The copy is a web page saved in one file. Pictures in it were not checked.
verdict-form-mail = The copy is a mail. The subject, the sender and what is attached were not checked.
verdict-form-pdf = The copy is a PDF.
verdict-form-word = The copy is a Word document. Pictures in it were not checked.
verdict-form-odt = The copy is an OpenDocument text. Pictures in it were not checked.
verdict-form-chat = The copy was read as messages of a chat program. Who sent a message, when, and pictures were not checked.
verdict-twice = Some lines had their letters encoded twice, as exports of Facebook have. They were decoded once more.
verdict-not-true = Not true to its slip
verdict-damaged = The slip is damaged
verdict-damaged-hint = Too many of its letters are wrong or missing. Copy or photograph the slip again.
verdict-later = The slip is of a later version
verdict-later-hint = It is of version { $version }, and this server knows version 1. A newer firsthand can check it.
verdict-cannot-judge = That cannot be judged
verdict-cannot-judge-hint = Too many places in this text look like the account's end. Cut it down to the account and its slip, and check again.
verdict-no-slip = It has no slip
verdict-no-slip-hint = No seal stands beside these words, so nothing is proved by the copy itself. A slip begins with “firsthand1”.
verdict-names = It names the account { $id } in place of a slip, and this archive has no slip of that account.
verdict-why-end = The words that the account ends with do not stand before the slip: they were changed, or this slip belongs to another text.
verdict-why-words = Words were changed, moved, left out or put in; or a mark of a withheld place is missing.
verdict-why-hidden = The words hold a character that cannot be seen and that no account may hold.
verdict-why-among = So few sealed words must stand on lines of their own, directly before the slip: among others they can say something else.
verdict-why-enclosures = The words are those that were sealed, but the files in the bundle are not.
verdict-whole = { $count ->
    [one] The whole account: one word.
   *[other] The whole account: { $count } words, all of them, in their order.
}
verdict-excerpt = An excerpt: words { $first } to { $last } of { $count }.
verdict-excerpt-goes-on = { $count ->
    [one] One word behind it is outside the seal.
   *[other] { $count } words behind it are outside the seal.
}
verdict-edition = An edition: { $withheld } of { $count } words are withheld, in { $places ->
    [one] one place
   *[other] { $places } places
}, by someone who held a copy.
verdict-places = Withheld words: { $places }
verdict-slip-from-here = The copy names its account in place of a slip; the slip is the one that is published here.
verdict-repaired = { $count ->
    [one] One letter of the slip was wrong and was repaired.
   *[other] { $count } letters of the slip were wrong and were repaired.
}
verdict-unquoted = It was read without the > of quoted mail.
verdict-sign = It was read without the sign { $sign } before or around each line.
verdict-around = It was read without the sign { $sign } around the account.
verdict-heads = Between the messages, outside the seal, this was left out: { $heads }.
verdict-heads-more = Between the messages, outside the seal, this was left out: { $heads }, and { $count } more.
verdict-slip-above = The slip stands above the account.
verdict-passed-over = Invisible characters in the account were passed over: { $characters }.
verdict-reordered = Direction signs that cannot be seen, or letters beside them, can show these words in another order. Below, the words stand in the order that was sealed.
verdict-long-gaps = Very long blanks stand between its words, and a screen may not show all of them. Below, all of its words.
verdict-joined = Words broken at line ends were joined, their hyphens kept.
verdict-dropped = Words broken by a hyphen at line ends were joined.
verdict-mixed = These words mix alphabets, and a letter may only look like another: { $words }
verdict-here = This archive published it
verdict-here-retracted = This archive published it, and took it back
verdict-here-retracted-hint = The desk retracted this account. Read why before you pass it on.
verdict-here-corrected = The desk added a correction; read it on the account's page.
verdict-here-translation = It is a translation that was published here beside its account.
verdict-here-short = It is the form that this desk sealed itself, to be passed on: […] stands where words are withheld. The page holds the witness's own seal.
verdict-here-other-edition = The edition that is published here withholds other words.
verdict-rivalled = Another seal over nearly the same words
verdict-rivalled-hint = This archive published nearly the same words under another seal. Anybody can change words and seal them again: see below what differs.
verdict-unknown = Unknown here
verdict-unknown-hint = This archive published nothing like it, so it cannot say whose seal this is. Anybody can seal any words with a key of their own: compare the pen name or account id with one that reached you in another way.
verdict-near = This archive published nearly the same words
verdict-near-hint = What differs is marked below. Which of the two the witness wrote, the seal of the published account says; this copy has none that holds.
verdict-same-words = This archive published the same words
verdict-same-words-hint = Every word of the published text is in this copy, in order, with nothing between.
verdict-quote-hint = All words of this copy stand in the published text, side by side and in order. The copy is a quote of it.
verdict-nothing-near = Unknown here
verdict-nothing-near-hint = This archive published nothing that has half of these words in common with it.
verdict-differs = { $count ->
    [one] Held against the published account of one word
   *[other] Held against the published account of { $count } words
}
verdict-differs-rival = { $count ->
    [one] What differs from the account of one word that is published here
   *[other] What differs from the account of { $count } words that is published here
}
verdict-kept = { $count } kept
verdict-changed = { $count } changed
verdict-missing = { $count } missing
verdict-moved = { $count } moved
verdict-withheld = { $count } withheld
verdict-added = { $count } added
verdict-punctuated = { $count } of them with other punctuation
verdict-again = these passages stand here again, in another version: { $count } words
verdict-quote = { $count ->
    [one] This word stands there: word { $last } of { $all }.
   *[other] These { $count } words stand there, word for word: words { $first } to { $last } of { $all }.
}
verdict-quoted = The copy quotes words { $first } to { $last } of { $all }, with differences.
verdict-alphabets = “{ $old }” is { $from }; “{ $new }” is { $to }
verdict-alphabet-latin = Latin
verdict-alphabet-cyrillic = Cyrillic
verdict-alphabet-greek = Greek
verdict-alphabet-armenian = Armenian
verdict-alphabet-coptic = Coptic
verdict-alphabet-cherokee = Cherokee
verdict-every-word = Every word is there, in order, and others stand among them.
verdict-signs = Signs:
verdict-sign-missing = in the account, not in the copy
verdict-sign-added = in the copy, not in the account
verdict-sign-moved = moved
verdict-sign-again = again, in another version
verdict-sign-punctuated = the account's~the copy's, other punctuation
verdict-outside = Outside the seal
verdict-outside-hint = These words came with the copy. Nobody sealed them, and nothing is said about them.
verdict-outside-before = { $count ->
    [one] One word before the account
   *[other] { $count } words before the account
}
verdict-outside-after = { $count ->
    [one] One word between the account and the slip
   *[other] { $count } words between the account and the slip
}
verdict-outside-behind = { $count ->
    [one] One word behind the slip
   *[other] { $count } words behind the slip
}
verdict-outside-among = { $count ->
    [one] One word that somebody put between the letters of the slip
   *[other] { $count } words that somebody put between the letters of the slip
}
verdict-outside-before-slip = { $count ->
    [one] One word before the slip
   *[other] { $count } words before the slip
}
verdict-outside-behind-account = { $count ->
    [one] One word behind the account
   *[other] { $count } words behind the account
}
verdict-sealed = The sealed words, as this program read them
verdict-another = Check another copy
verdict-nothing-kept = Nothing of what you sent was kept.

## The page in the pocket

pocket-title = Notes
pocket-no-script = This page is a program and needs JavaScript. It asks the net for nothing. Turn JavaScript on for it, or open it in a newer browser.
pocket-parts = Parts of this page
pocket-language = Language
pocket-clear = Clear all
pocket-clear-hint = “Clear all” above empties the page with one tap: words, photographs, keys, and a draft or list that was kept on this device.
pocket-start = Begin again
pocket-start-title = Write, seal, check
pocket-protects = All of it happens here, on this device. The page asks the net for nothing, works in airplane mode, and keeps nothing unless you ask it to.
pocket-protects-not = It cannot hide that you have it. It does not protect you from somebody who looks at the screen, takes the device unlocked, or has put a program on it that reads along.
pocket-start-write = Write an account
pocket-start-check = Check a copy
pocket-write = Write
pocket-check = Check
pocket-write-title = Write it down
pocket-review = Look at it once more
pocket-working = One moment …
pocket-cancel = Cancel
pocket-file = From a file
pocket-scan = With the camera
pocket-passphrase = Passphrase
pocket-passphrase-hint = At least 12 characters: six words that nobody would say in a row are easy to keep. Without it nobody can open the file, you neither.
pocket-passphrase-show = Show what I type
pocket-photos = Photographs
pocket-photos-hint = Each is drawn anew: place, time and device are not taken along. What it shows stays: cover faces, plates and signs.
pocket-photo-add = Add photographs
pocket-photo-working = Drawing anew …
pocket-photo-added = { $count ->
    [one] One photograph is here.
   *[other] { $count } photographs are here.
}
pocket-photo-removed = Its file told this, and it is taken out:
pocket-photo-nothing = Its file told no place, time or device. It was drawn anew all the same.
pocket-trace-place = the place: { $value }
pocket-trace-time = the time: { $value }
pocket-trace-device = the device: { $value }
pocket-trace-more = more notes of the camera
pocket-trace-other = notes of a camera or program
pocket-photo-covered = { $count ->
    [0] Nothing is covered.
    [one] One box covers part of it.
   *[other] { $count } boxes cover parts of it.
}
pocket-photo-cover = Cover faces
pocket-photo-remove = Leave it out
pocket-photo-gone = The photograph is gone from this page.
pocket-cover-title = Cover faces, plates, signs
pocket-cover-hint = Draw over them, or tap. Two fingers enlarge the picture. What is covered is gone from what you pass on.
pocket-cover-done = Done
pocket-box = Box { $number }: arrow keys move it, with Shift they change its size, Delete takes it away
pocket-box-add = Add a box
pocket-box-change = Change the box
pocket-box-left = Move left
pocket-box-right = Move right
pocket-box-up = Move up
pocket-box-down = Move down
pocket-box-wider = Wider
pocket-box-narrower = Narrower
pocket-box-taller = Taller
pocket-box-shorter = Shorter
pocket-box-remove = Take the box away
pocket-draft-keep = Keep a locked draft
pocket-draft-hint = The words, encrypted under a passphrase. The photographs are not in it. On this device it can be seen that a draft is there, and not what it says.
pocket-draft-here = Keep it on this device
pocket-draft-file = Save it as a file
pocket-stored-kept = It is kept on this device, locked.
pocket-draft-open = Open a locked draft
pocket-draft-open-here = Open the one on this device
pocket-draft-open-file = Open a draft’s file
pocket-draft-opened = The draft is open.
pocket-locking = Locking …
pocket-unlocking = Opening …
pocket-refused = { $count ->
    [one] Your words hold a character that cannot be seen, or that no seal takes. Readers would not know what was sealed.
   *[other] Your words hold { $count } characters that cannot be seen, or that no seal takes. Readers would not know what was sealed.
}
pocket-refused-place = line { $line }, column { $column }: { $code }
pocket-refused-more = and { $count } more
pocket-refused-clean = Take them out
pocket-refused-cleaned = { $count ->
    [one] One character was taken out.
   *[other] { $count } characters were taken out.
}
pocket-review-lead = Underlined words may point to a person, you or somebody else. Tap them, or any other word, to withhold it. What is withheld is blacked out in what you pass on, and the rest still proves.
pocket-written-in = Language of your words:
pocket-other-language = another
pocket-withheld = Withheld
pocket-withheld-none = No words are withheld.
pocket-withheld-count = { $count ->
    [one] One word is withheld.
   *[other] { $count } words are withheld.
}
pocket-withheld-change = Change
pocket-places = { $count ->
    [one] one place
   *[other] { $count } places
}
pocket-phrase = Another name or phrase to withhold
pocket-phrase-find = Find it
pocket-withhold-ask = Withhold “{ $phrase }”?
pocket-may-be = It may be { $kind }.
pocket-withhold-do = { $count ->
    [one] Withhold it in one place
   *[other] Withhold it in { $count } places
}
pocket-only-here = Only here
pocket-show-again = Show it again
pocket-leave = Leave it as it was
pocket-photos-count = { $count ->
    [one] One photograph will be sealed with the words.
   *[other] { $count } photographs will be sealed with the words.
}
pocket-whose = Whose seal?
pocket-whose-once = A key for this account alone. It is forgotten at once: nothing can show later that you sealed it.
pocket-whose-pen = A pen name. Readers see that several accounts come from the same hand.
pocket-pen-hint = The pen name’s file seals as you. Who finds it, with its passphrase, can show that these accounts are yours.
pocket-pen-file = Open its file
pocket-pen-new = Make a new one and save its file
pocket-pen-made = The new pen name is open, and its file was saved. Keep the file and the passphrase.
pocket-pen-opened = The pen name is open until you clear or close this page.
pocket-for-desk = For a desk
pocket-for-desk-yes = It goes to a desk
pocket-for-desk-hint = A desk is a newsroom or a human-rights group that reads, withholds and publishes. It gets everything in one encrypted file, with your wishes in it.
pocket-when-back = Only if the desk has not heard from me by this day
pocket-also = What only the desk gets
pocket-originals = The photographs also as they were, with the place, time and device in their files
pocket-desk-reads = The withheld words too
pocket-seal = Seal it
pocket-sealing = Sealing …
pocket-sealed-title = It is sealed
pocket-sealed-whole = Nothing is withheld.
pocket-sealed-withheld = { $count ->
    [one] One word is withheld in what you pass on.
   *[other] { $count } words are withheld in what you pass on.
}
pocket-sealed-once = The key is forgotten.
pocket-sealed-pen = It is sealed under your pen name.
pocket-sealed-again = This is another seal than before: pass on only one of the two.
pocket-back = Change something
pocket-pass-on = What you pass on
pocket-pass-on-hint = The words, and below them the slip, from “firsthand1” on. Copies may be wrapped, pasted or printed: who has the slip can check every word.
pocket-copy = Copy
pocket-copied = Copied. It stays in the clipboard: copy something else over it later.
pocket-copy-slip = Copy the slip
pocket-share = Share
pocket-shared = It was handed on.
pocket-cannot-share = This browser cannot hand on directly from here. Copy it or save it.
pocket-save = Save
pocket-saved = Handed to the browser to save: { $name }. It lies in the clear where downloads go, unless its name ends in “.age”.
pocket-save-bundle = Save with the photographs
pocket-photos-sealed = The photographs are sealed with the words. Save each to pass it on.
pocket-slip-apart = The slip is too long to stand below the words. It goes along as a file of its own.
pocket-save-slip = Save the slip
pocket-print = Print
pocket-codes = The slip as QR codes
pocket-codes-hint = { $count ->
    [one] Photographed from the screen or from paper, it goes where letters do not.
   *[other] The slip is in { $count } codes. All of them are needed, in any order.
}
pocket-codes-many = The slip would need { $count } QR codes, and nobody scans so many. Pass it on as a file.
pocket-desk = To a desk, encrypted
pocket-desk-hint = One file that only the desk can open. Its size tells little of what is in it. A carrier can take it along without being able to read it.
pocket-desk-with = { $count ->
    [one] The desk can read the withheld word.
   *[other] The desk can read the { $count } withheld words.
}
pocket-desk-without = { $count ->
    [one] The withheld word is withheld from the desk too.
   *[other] The { $count } withheld words are withheld from the desk too.
}
pocket-desk-originals = { $count ->
    [one] The photograph is in it also as it was.
   *[other] The { $count } photographs are in it also as they were.
}
pocket-desk-asks = You did not say that it goes to a desk, so your wishes are not in it, and the desk must ask you before it publishes.
pocket-recipient = The desk’s letters
pocket-recipient-hint = They begin with “age1”. Compare them with those that reached you another way: who gives you other letters reads in the desk’s place.
pocket-recipient-taken = These are letters of a desk. Compare them.
pocket-encrypt = Encrypt it
pocket-encrypting = Encrypting …
pocket-parcel-ready = The parcel is ready: { $size }. Leave it in the desk’s drop box, or give it to a carrier.
pocket-save-parcel = Save the parcel
pocket-check-hint = All of it, with the slip if it has one: the letters from “firsthand1” on. Other text around it does no harm.
pocket-check-file = Open files
pocket-checking = Checking …
pocket-file-taken = Opened: { $name }
pocket-slip-here = A slip from elsewhere goes with it:
pocket-slip-remove = Leave it out
pocket-slip-taken = The slip was read.
pocket-codes-read = { $count } of { $all } codes. Now the others.
pocket-against = Hold it against an account that you have
pocket-against-text = The account, with its slip if you have it
pocket-known = Seals that you know
pocket-known-hint = Pen names and account ids that reached you another way than the copy. The list is there until you clear or close this page.
pocket-known-letters = Pen name or account id
pocket-known-name = What you call it
pocket-known-add = Add it
pocket-known-added = Added to the list.
pocket-known-remove = Remove
pocket-known-removed = Removed from the list.
pocket-known-keep = Kept under a passphrase
pocket-known-stored = A locked list is in this browser’s storage. Nothing of it counts until you open it.
pocket-known-from-storage = Your list was opened from this browser’s storage.
pocket-known-clear = A list that was kept without a passphrase
pocket-known-clear-hint = Anybody could have written it. Nothing of it counts. Add only what you recognise, letter by letter.
pocket-stored-hint = Any page opened from a file can change what is in this browser’s storage. Only what opens with a passphrase of your own is yours.
pocket-stored-opened = Opened from this browser’s storage, as it was kept on { $when }. Another page could have put an older one back.
pocket-stored-remove = Remove it from this device
pocket-stored-changed = Another page or tab changed what is in this browser’s storage. What is open here stays as it is.
pocket-second = Do you know whose it is?
pocket-known-seal = A seal you know
pocket-known-pen = The pen name is on your list as “{ $name }”.
pocket-known-id = The account is on your list as “{ $name }”.
pocket-same-seal = The same seal as the account that you have
pocket-same-seal-hint = Both are copies of one account. Whose it is, you know only if the one that you have reached you by a way that you trust.
pocket-rivalled-hint = The account that you hold it against has nearly the same words under another seal. Anybody can change words and seal them again: see below what differs.
pocket-unknown = Not known whose
pocket-unknown-hint = Neither its pen name nor its id is on your list. Anybody can change words and seal them with a key of their own: compare them with ones that reached you another way.
pocket-nothing-hint = No seal that holds speaks for these words.
pocket-near-hint = The account that you have has nearly the same words: see below what differs. No seal that holds speaks for this copy.
pocket-same-words-hint = It has all words of the account that you have, in order. No seal that holds speaks for the copy itself.
pocket-names = It names the account { $id } in place of a slip. That slip is a file of its own: open it here too.
pocket-quote-hint = All words of this copy stand in the account that you have, side by side and in order. The copy is a quote of it. No seal that holds speaks for the copy itself.
pocket-short-form = A short form of the account that you have
pocket-short-form-hint = Its seal names that account, and its words are the same, with […] where words are withheld. Somebody sealed it anew with a key of their own.
pocket-may-hide = A file of this kind can hide, add or move words, and this page cannot tell whether it does. So the words that you see may be others than those that were read.
pocket-unread = This page does not read such files: they can hide, add or move words.
pocket-later-hint = This page knows version 1 of slips. A newer one can check it.
pocket-differs = { $count ->
    [one] Held against the account that you have, one word
   *[other] Held against the account that you have, { $count } words
}
pocket-against-true = That account is true to its own slip.
pocket-against-bare = No slip proves that account: it is taken as you gave it.
pocket-camera-title = Read a QR code
pocket-camera-look = Hold the code straight in front of the camera.
pocket-camera-none = Browsers give the camera only to pages from a file or an encrypted address. Photograph the code instead.
pocket-camera-refused = There is no camera, or the browser does not give it. Photograph the code instead, or choose a picture of it.
pocket-camera-photo = Photograph it
pocket-cleared-title = Cleared
pocket-cleared = Gone from this page and from what it kept here: words, photographs, seals, keys, the draft, the list of seals.
pocket-cleared-not = Not gone: files that you saved, photographs in your gallery, and what you copied. Copy something harmless over it, and close this page.
pocket-error = That did not work. What you wrote is still here.
pocket-error-copy = The browser does not let this page copy. Press long on the words and copy them by hand.
pocket-error-share = Nothing was handed on. Copy it or save it.
pocket-error-too-large = That file is too large.
pocket-error-unreadable = The file could not be read. Choose it again.
pocket-error-not-text = That file is no text.
pocket-error-no-words = There are no words yet.
pocket-error-text-long = That is more than this page can seal at once: { $count } words. Seal it in parts.
pocket-error-has-slip = The text carries a slip already. Check it, or take out the letters from “firsthand1” on.
pocket-error-too-new = Some characters are newer than this browser. Open the page in a newer one, or write them another way.
pocket-error-photo-large = The photograph is larger than { $size } MB. Send yourself a smaller one, or photograph it from the screen.
pocket-error-photo-pixels = The photograph has more than { $pixels } million pixels, and this page could break on it. Make it smaller first.
pocket-error-too-many-photos = More than { $count } photographs are too many for one account.
pocket-error-no-picture = That is no picture that this browser can open. JPEG, PNG and WebP are.
pocket-error-heic = That photograph is HEIC, which this browser cannot open. Take a screenshot of it and add that, or set the camera to JPEG (“most compatible”).
pocket-error-canvas = This browser hands out no pictures that a page draws; Tor Browser does so to protect you. Allow it for this page when asked, or open the page in another browser in airplane mode.
pocket-error-passphrase-short = The passphrase needs at least { $count } characters.
pocket-error-passphrase-missing = Type the passphrase first.
pocket-error-wrong-passphrase = That is not the passphrase. Capitals and spaces count.
pocket-error-not-age = That file is not one that was locked here.
pocket-error-no-pen-name = That file holds no pen name.
pocket-error-pen-closed = Open the pen name’s file first, or choose the key for this account alone.
pocket-error-no-storage = Nothing was kept: this browser’s storage is off or full. Save a draft as a file.
pocket-error-other-inside = It opened, and holds something else.
pocket-error-stored-there = Another one is on this device already. Open or remove that one first.
pocket-error-stored-locked = That is not the passphrase (capitals and spaces count), or another page put this here. It was not deleted.
pocket-error-words-there = There are words on this page, and they would be lost. Lock them too, or clear all first.
pocket-error-all-withheld = Every word is withheld. One at least must stay.
pocket-error-name-missing = You chose a name to publish under, and did not write it.
pocket-error-day-missing = You chose a day, and did not give one.
pocket-error-recipient-missing = The desk’s letters are missing.
pocket-error-not-recipient = These are not a desk’s letters. They begin with “age1” and have 62 letters; one may be wrong or missing.
pocket-error-no-recipient = No desk’s letters stand in it. They begin with “age1”.
pocket-error-parcel-large = With its photographs it is larger than { $size } MB. Leave some out, or send them in a second parcel.
pocket-error-no-code = No QR code was found. Photograph it sharp, from straight above, with white around it.
pocket-error-code-no-slip = That code holds no slip. A slip begins with “firsthand1”.
pocket-error-codes-mixed = That code is of another slip. Its parts are counted from here on.
pocket-error-slip-alone = There is a slip, and no words yet. Paste the words of your copy.
pocket-error-nothing-to-check = There is nothing to check yet. Paste the text that you hold.
pocket-error-check-long = That is longer than this page can check. Check it in parts, each account with its slip.
pocket-error-bundle-broken = That bundle is not whole, or was packed anew. Ask for it as it was first made.
pocket-error-not-known = That is neither a pen name (“fhp1…”) nor an account id (“fh1…”).
pocket-error-known-unnamed = Write what you call it.

## Why something is refused: each ends the sentence that says what was refused

desk-in-doubt = We cannot tell whether this was kept. Look at the page again before you repeat it.
why-nothing-open = no word would stay open
why-out-of-range = the account has only { $count ->
    [one] one word
   *[other] { $count } words
}
why-slip-too-long = the slip would be too long; withhold longer passages, or fewer single words
why-inseparable = some of these words cannot be told apart on paper; withhold the words beside them too
why-too-long = the text is too long
why-no-words = it has no words
why-characters = { $count ->
    [one] one character in it cannot be sealed
   *[other] { $count } characters in it cannot be sealed
}
why-no-photograph = it is not a photograph that this program knows
why-other-kind = only JPEG, PNG and WebP can be cleaned; save it as JPEG first
why-animated = it is animated, and only still pictures can be cleaned
why-coding = browsers cannot show how it is encoded; save it as JPEG first
why-malformed = the file is damaged
why-too-large = it has too many pixels
