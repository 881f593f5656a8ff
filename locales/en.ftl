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
drop-not-open = This drop box is not open yet, because nobody has joined its desk. It takes nothing now. Please try again later.
drop-no-room = This drop box is closed for now, because its disk is nearly full. It takes nothing now. Please try again later. If you left something before, it is still here, and you can come back with your codename.
drop-lead = Write down what you saw, and add photographs if you have them. You do not have to register or give a name. The page works without JavaScript.
drop-protects = What you leave is encrypted as it comes in. Only the people at the desk can open it. Nobody keeps your internet address or the time of day.
drop-protects-not = This page cannot hide that you visited it. To hide that, use Tor Browser, and a device and a network that are not yours.
drop-text = Your words
drop-text-hint = Write or paste. Say what you saw yourself. If somebody told you something, say that too.
drop-files = Photographs and other files
drop-files-hint = At most { $count } files, each at most { $size } MB. Only the desk gets them, and it gets them unchanged. A photograph that is published carries no place, time or device.
drop-waiting = { $count ->
    [one] One file that you added is here, encrypted. It waits for one hour at most.
   *[other] { $count } files that you added are here, encrypted. They wait for one hour at most.
}
consent-title = What may be published?
consent-ask = Nothing yet. Ask me first.
consent-without-names = The words without names
consent-words = The words as they are
consent-photographs = The photographs too
name-title = Under which name?
name-none = No name
name-pen = A name that I made up
name-own = My own name
name-field = The name
when-title = When?
when-any = At any time
when-from = On this day or later
when-back = If I do not come back by this day, publish it
when-day = The day
drop-preview = Read it before you send it
drop-preview-hint = The desk gets nothing yet. The next page shows what you wrote.
drop-page = If you are far away or have no internet, download our page for phones. It is one file. With it you write an account, seal it and encrypt it for this desk. Later you leave the encrypted file here, without other files.
drop-page-take = Download the page
drop-recipient = The public key of the desk. The page for phones asks for it:
parcel-title = An encrypted file for the desk
parcel-lead = The desk has not received anything yet. The file is encrypted, and only the desk that it was made for can open it. Nobody here can see which desk that is, or what you allow. Your permission is inside the file, where you wrote it.

preview-title = Read it once more
preview-lead = The desk has not received anything yet. Underlined words may point to a person: to you or to somebody else. They may be a name, a relative, a workplace, a number or an address. Keep them if they matter. The desk can withhold them before anything is published.
preview-none = We found no words that may point to a person. But a program does not understand everything: look for yourself.
preview-removed = { $count ->
    [one] One hidden character cannot be sealed. It is left out.
   *[other] { $count } hidden characters cannot be sealed. They are left out.
}
preview-own-slip = Your text has a slip and is true to it. The text is kept as it is.
preview-false-slip = Your text has a slip, but is not true to it. The text will be sealed again. What you pasted is kept beside it for the desk.
preview-files = { $count ->
    [0] No files.
    [one] One file, { $size }.
   *[other] { $count } files, { $size } together.
}
preview-consent = What you allow
preview-send = Send it to the desk
preview-edit = Change something
kind-name = a name
kind-kin = a relative
kind-work = a job or workplace
kind-number = a number
kind-plate = a number plate
kind-address = an address
kind-online = an address on the internet
kind-age = an age or birthday
kind-onlyone = something true of one person only

unit-kb = kB
unit-mb = MB
codename-title = Your account was received
codename-lead = It is on the disk of this server, encrypted for the desk.
codename-this = Your codename
codename-why = With the codename you can come back. You can read the desk's answers, add something, take back your permission to publish, or delete everything.
codename-once = You see it only now, and nobody can show it to you again. Learn it by heart, or write it down where nobody looks. Anybody who has it can do what you can do.
codename-english = Its words are English. Copy them letter by letter.
codename-next = When you have learned it or written it down, close this window.
added-title = What you added was received
added-lead = Your codename stays the same.

## Coming back

return-title = Come back
return-lead = Type the codename that you were given.
return-codename = Codename
return-open = Open
return-protects = Only your codename opens the desk's answers. Without it, not even the server can read them.
return-protects-not = The next page shows the answers on your screen. First look who is near you.
return-unknown = Nothing is stored under this codename. Look at each word, and try again. Capital letters and spaces do not matter.
back-title = You are back
back-left = { $count ->
    [one] You left one account, on { $days }.
   *[other] You left { $count } accounts, on { $days }.
}
back-answers = The desk's answers
back-no-answers = The desk has not answered yet.
back-withdrawn = You took back your permission to publish.
back-discarded = The desk deleted what you left on { $days }.
back-key-known = On { $day } the desk found that its key may be known to others. What you left before then may have been read by them. Please think about what that means for your safety.
back-add = Add something
back-add-hint = More words or photographs, or an answer to the desk.
back-consent = Change what may be published
back-consent-save = Save what may be published
back-consent-saved = Saved. It applies to everything that you left.
back-withdraw = Take back your permission to publish
back-withdraw-hint = The desk can still read what you left, but cannot publish it. What is already published stays until the desk takes it down. To ask for that, write to the desk above.
back-withdraw-sure = I am sure
back-withdraw-do = Take back my permission
back-withdrawn-now = Done. Nothing more of what you left can be published.
back-delete = Delete everything
back-delete-hint = This deletes what you left and the desk's answers, here and now. What is already published or copied stays.
back-delete-do = Delete everything
back-deleted-title = Deleted
back-deleted = What you left is deleted. Your codename no longer opens anything.
back-sure-first = Nothing was done. Tick “I am sure” first.

## When something is wrong

error-title = That did not work
error-not-received = Nothing was received. Your words are still below. Copy them to be safe, and try again.
error-in-doubt = We do not know whether your account was received. Press the button again. If the account is already here, it is not kept twice.
error-no-words = There are no words yet. Write at least one sentence. For example, say what the photographs show.
error-too-long = The text is longer than { $size } MB. Send it as a file instead.
error-fields-too-long = The text in one of the small fields is too long. Shorten it.
error-too-many-files = You added more than { $count } files. Send the others later: come back with your codename, and add them.
error-file-too-big = One of the files is larger than { $size } MB, so none of the files of this page were kept. Make that file smaller or leave it out, and add the others again.
error-files-gone = Your files waited for more than an hour and were deleted, as promised. Add them again.
error-files-again = Your files were not kept. Add them again.
error-name-missing = You chose to publish under a name, but did not write the name.
error-day-missing = You chose a day, but did not write one. Write it like this: 2026-12-31.
error-full = The server's disk is full.
error-busy = This server is too busy now. Try again in a minute.
error-broken = What your browser sent did not arrive complete.
error-slow = What your browser sent arrived too slowly.
error-internal = Something failed on the server. It is not your fault.
error-clock = The clock of this server is wrong, so it takes nothing now. Please try again later.
error-not-found = There is no such page.
error-elsewhere = This form was sent from another site. Nothing was done.
error-method = This address takes forms only. Go back, and start from the page.

## Desk

nav-desk = Desk
desk-sign-in-title = The desk
desk-sign-in-lead = For members of the desk. You can open what sources left while you are signed in. When you sign out, it is closed.
desk-none-yet = Nobody has joined this desk yet. The link for the first member was shown in the terminal when the desk was made.
desk-name = Name
desk-passphrase = Passphrase
desk-code = Code from your authenticator app
desk-sign-in = Sign in
desk-sign-out = Sign out
desk-wrong = The name, passphrase or code is wrong. Each code works once. If you already used this one, wait for the next.
desk-no-key-file = A key file of this desk is missing or damaged, so your passphrase cannot open it. Put back the folder “keys” from a backup.
join-title = Join the desk
join-lead = You are invited as { $role }.
join-passphrase-hint = At least { $count } characters. Six words that nobody would say in a row are easy to remember. Nobody can set a new passphrase for you.
join-passphrase-again = The passphrase again
join-totp-title = Your authenticator app
join-totp-lead = Scan this picture with an authenticator app, or type the secret into the app. Then type the code that the app shows.
join-do = Join
join-done = You have joined. Sign in.
join-gone = This invitation was already used, or is older than seven days. Ask an admin of the desk for a new one.
join-different = The two passphrases differ.
join-short = The passphrase is too short.
join-bad-name = That name is taken, empty or too long.
join-wrong-code = That is not the code for this half minute. Check whether the clock of your device is right.
role-reader = reader
role-editor = editor
role-publisher = publisher
role-admin = admin
inbox-title = Accounts
me-title = My passphrase
me-old = Your passphrase now
me-new = The new passphrase
me-again = The new passphrase once more
me-totp = To replace your authenticator, add this to the new one, and type its code here. To keep the old one, leave this empty.
me-save = Change
me-done = Your passphrase was changed. Your other sessions have ended.
inbox-empty = Nothing has come in yet.
inbox-room = Free on the disk: { $free } of { $total }.
inbox-scarce = Only { $free } of { $total } are free on the disk. Soon the drop box will close. Please make room.
inbox-no-room = The drop box is closed, because only { $free } of { $total } are free on the disk. Sources can come back, withdraw and delete. Please make room.
inbox-number = No.
inbox-day = Day
inbox-state = State
inbox-words = Words
inbox-files = Files
state-new = new
state-draft = draft
state-declined = declined
state-discarded = deleted by the desk
state-published = published
state-published-withdrawn = published; permission taken back since
state-retracted = retracted
state-withdrawn = permission taken back
state-deleted = deleted by its source
account-title = Account { $number }
account-language = The source used the page in { $language }. The account came in on { $day }.
account-sealed-by-source = The account came with a slip and is true to it. So this pen name sealed these words. That does not show who is behind the pen name.
account-sealed-here = The account came without a slip. The drop box sealed it with a key that was used once. The slip shows what came in here. It does not show where the account came from.
account-pasted = The text that was pasted was different. It was not true to its slip, or it held hidden characters.
account-pasted-show = Show what was pasted
account-pen-name = Pen name
account-id = Account id
account-consent = What the source allows
account-last-seen = The source was last here on { $day }.
account-files = Files
account-file = File { $number }, { $size }
account-replies = Answers to the source
account-reply = Answer
account-reply-hint = The source reads the answer when they come back with their codename.
account-reply-do = Send the answer
account-no-source = The source deleted everything and cannot be answered.
account-notes = Notes
account-note = Note
account-note-do = Save the note
account-publish = Prepare it for publication
account-old-key = This came in under an earlier key of the desk, which former members, or others, may have. They may have read it, or written it.
account-compare = Compare it with another account
compare-title = Compare account { $number }
compare-lead = Compare this account with another one that came in, or with one that was published. You see which words only the other one has, and which words only this one has.
compare-others = From the same source, or with nearly the same words
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
account-other-key = It is not encrypted for this desk, and nobody here can open it. Ask the sender to use the public key of this desk.
account-damaged = It cannot be read. It was damaged on its way, or it is not an account with its slip. Ask for it again.
account-gone = There is no such account, or it was deleted.
account-deleted = The source deleted this account. Nothing of it is here any more.
account-deleted-public = What was published stays public until the desk retracts it.
account-still-public = This account is public. Retract it first.
account-no-reason = The reason is missing. Only members of this desk will read it.
account-declined = { $name } declined this account on { $day }:
account-discarded = { $name } deleted this account on { $day }:
account-decide = Decide
account-decide-why = Why? Only members of this desk will read this.
account-decline = Decline it
account-decline-hint = It will not be published, and stays here. You can change your mind: work on it again.
account-discard = Delete it
account-discard-hint = The words, the files, the notes and the draft are gone for ever. The day and the reason stay here. The source is told that the desk deleted it.
withhold-title = Prepare account { $number } for publication
withhold-lead = Nothing is public until it is published. The number before a passage is the number of its first word.
withhold-not-editor = Your role is not allowed to change the draft.
withhold-phrases = Names and phrases to withhold
withhold-phrases-hint = Write one on each line. You will see every place where it stands, also in near forms: other cases, endings, spellings and scripts.
withhold-find = Find them
withhold-found-title = Which of these do you want to withhold?
withhold-found-none = Not found: { $phrase }. Try another spelling.
withhold-found-exact = as written
withhold-found-near = near form
withhold-found-do = Withhold the ticked words
withhold-passage = choose words
withhold-passage-title = Which words of this passage do you want to withhold?
withhold-save = Save the words to withhold
withhold-count = { $words ->
    [0] No words are withheld.
    [one] One word is withheld.
   *[other] { $words } words are withheld, in { $places } places.
}
withhold-withheld = withheld
draft-title = What will be published
draft-photographs = Photographs to show, without metadata
draft-name = Show the name that the source wants: { $name }
draft-names = These words are not withheld and may identify somebody: { $names }
draft-names-read = I read each of these in its place. None of it identifies a person whom the source or we want to keep out.
draft-no-lists = No names can be suggested in this language: { $language }. Please read the whole text.
draft-translation = Translation
draft-translation-language = Language of the translation, as a tag (en, kk, ru, es, …)
draft-translation-hint = Translate passage by passage, as in the account. Put your own remarks in [brackets]. If there is no translation, leave this empty.
draft-save = Save the draft and show it
public-title = What the public will see
public-slip = The slip has { $count } characters.
refusal-withdrawn = The source took back their permission to publish.
refusal-ask-first = The source wants to be asked first.
refusal-names = { $count ->
    [one] The source allows the words without names. One word or text that is not withheld may identify somebody, and nobody has read it for that.
   *[other] The source allows the words without names. { $count } words or texts that are not withheld may identify somebody, and nobody has read them for that.
}
refusal-photographs = The source does not allow the photographs.
refusal-original = The source gave the untouched original to the desk only. Use the photograph beside it, which may be shown.
refusal-no-name = The source wants no name with the account.
refusal-other-name = The source wants another name with the account.
refusal-too-early = The source allows publication from { $day } on.
refusal-not-over = The source allows publication if they do not come back by { $day }. That day is not over.
refusal-came-back = The source allowed publication if they did not come back. They came back. Ask them.
refusal-clock = The source allows publication by its day, and the clock of this server may be wrong. An admin must confirm the date on the page “Members” first.
public-whose = The source asked for this.
public-agree = I agree to this draft
public-agreed = { $name } agrees.
public-needs-second = At this desk two members must agree. The member who made the draft cannot publish it alone.
public-publish = Publish it
public-not-publisher = Your role is not allowed to publish.
public-done = It is published.
public-link = See what was published
public-is-retracted = It was published and retracted. Everybody can read why.
public-link-notice = See the notice
public-same = This is published exactly as it stands here.
public-changes = This changes from the edition that was published last:
public-again-why = What was wrong, and what is right now? Everybody will read this.
public-replace = Publish it in place of the published edition
public-publish-again = Publish it again
public-no-reason = The reason is missing, or longer than { $count } characters. Everybody will read it.
public-nothing = Nothing of this account is published now.
published-retract = Retract it
published-retract-why = Why? Everybody will read this.
published-retract-hint = Its text, photographs and downloads are then gone from all our pages. A notice with this reason stays. Copies that others made are not gone, but a check of them says that it was retracted. You can mend the account and publish it again.
published-correct = Add a correction
published-correct-why = What is wrong, and what is right? Everybody will read this.
members-title = Members
members-one-admin = This desk has one admin. If they lose their passphrase or their authenticator, nobody can invite anyone, and if nobody else is a member, nobody can read anything any more. Make a second admin.
members-needs-key = This desk should get a new key, because a used invitation or a former member may still have the old one. It gets one by itself when these members have signed in: { $names }. If they do not come back, remove them.
members-changed = The members of the desk, or its key, changed at this moment. Nothing was done. Please try again.
members-without-keys = A member has not signed in since the update, so the desk cannot get a new key yet. The page “Members” says who.
members-send-away-hint = If you remove a member, the desk gets a new key, and their old one opens nothing that comes in later. They keep what they have already read or copied. Invitations that were not used end, too.
members-key-before = Until { $day } this desk had another key. { $count ->
    [one] { $count } account that came in before then is
   *[other] { $count } accounts that came in before then are
 } encrypted to it, and former members may have it.
members-key-known = Until { $day } this desk had a key that may be known to others. { $count ->
    [one] { $count } account that came in before then is
   *[other] { $count } accounts that came in before then are
 } encrypted to it. Their sources are told when they return.
members-key = Our key may be known
members-key-hint = Do this if a computer of the desk was searched or stolen, or if a passphrase may be known. The desk gets a new key for everything that comes in from now on. Whoever has the old key and a copy of this folder can read what came in before; sources are told so when they return. Invitations that were not used end. Pages for phones that were downloaded before keep the old key: what still comes in under it is opened, and marked.
members-key-new = Make a new key, and tell sources
members-clock = The clock of this server says { $day }, which is far from the day of the last event. Nothing is published by date until an admin confirms this.
members-clock-right = The date is right
members-invite = Invite
members-role = Role
members-link = Give this link to one person, in a way that nobody else can read. It works once, within seven days.
members-send-away = Remove
members-two = Two members must agree before anything is published
members-last-admin = The last admin cannot be removed.
members-save = Save this rule
custody-title = Custody
custody-lead = The record of who did what at this desk. Each entry is bound to the entry before it. The record holds no words of accounts, and no time more exact than a day.
custody-act = What was done
custody-by = By whom
custody-hash = Hash
refused-role = Your role is not allowed to do that.
desk-other-draft = Something changed after you opened the page: there is a newer draft, or the source did something new. Look again.
desk-other-edition = Another member published, corrected or retracted this account after you opened the page. Look again.
desk-cannot-withhold = These words cannot be withheld: { $why }.
desk-cannot-show = File { $number } cannot be shown: { $why }.
desk-cannot-translate = The translation cannot be sealed: { $why }.

## Archive

archive-title = Accounts
archive-lead = These are accounts that witnesses left with this desk and that the desk published. Every account has a seal. Anybody can check any copy of it, here or without us.
archive-language = Language
archive-all = All
archive-nothing = Nothing is published yet.
archive-pages = Pages
archive-newer = Newer
archive-older = Older
archive-feed = Feed (Atom)
archive-api = For programs (OpenAPI)
archive-retracted = Retracted by the desk
archive-why = Read why
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
page-retracted = The desk retracted this account.
page-corrected = Correction by the desk.
page-replaced = The desk replaced an earlier edition.
page-published-again = The desk published this account again.
page-retracted-gone = Its words and photographs are not published any more.
page-retracted-check = If you have a copy, you can check what it is:
changes-withheld = Withheld now: words { $places }
changes-opened = Open now, and withheld before: words { $places }
changes-photographs-added = Photographs added: { $count }
changes-photographs-removed = Photographs removed: { $count }
changes-name-added = The name below it was added.
changes-name-removed = The name below it was removed.
changes-translations-added = Translation added: { $languages }
changes-translations-removed = Translation removed: { $languages }
changes-translations-changed = Translation changed: { $languages }
page-original = The account as it was sealed
page-withheld = words withheld
page-translation = Translation
page-translation-own = The translation has its own slip, which the desk made.
page-glosses = Words in [brackets] are the translator's own.
page-gloss = the translator's words
page-photograph = Photograph { $number }
page-photograph-hint = Published without the place, time and device that were in its file.
page-check = Check this page yourself
page-check-slip = The letters after the text, from “firsthand…” on, are its slip: a seal over every word in order. Withheld words count too.
page-check-here = Copy the text with its slip and check it here. You can check any other copy too:
page-check-without = To check without this server, take the text, this program (one file to read, for browsers and Node) and its table. The slip proves what this key sealed, not whose key it is. Compare the pen name and account id below with ones that reached you in another way.
page-id = Account id
page-pen-name = Pen name
page-enclosed = { $count ->
    [one] One file was sealed with the words. It is not part of the text.
   *[other] { $count } files were sealed with the words. They are not part of the text.
}
page-code = The slip as a QR code, { $number } of { $count }
page-no-code = The slip is too long for QR codes. Take the text: the slip stands at its end.
page-text = Take the text with its slip
page-short = A copy to pass on
page-short-hint = The slip above is long because words are withheld, so few channels carry it whole. The desk sealed the same words under its own pen name, with […] at each gap. This short slip shows that this desk published them so. Only the long slip above proves what the witness sealed.
page-short-code = The short slip as a QR code
page-short-text = Take the text with the short slip
feed-title = Accounts (firsthand)
feed-retracted = An account of { $day } was retracted

## Check

check-title = Check a copy
check-lead = Paste the text that you hold. You will see whether it is true to its slip, whether this archive published it, and which words differ.
check-protects = This server reads what you check while it answers. It does not store it, and logs nothing of it. If nobody may know what you hold, check it on your own machine.
check-copy = Your copy
check-copy-hint = Paste all of it, with the slip if it has one. The slip is the letters from “firsthand1” on. Other text around it does no harm. A copy without a slip is compared with what was published here.
check-file = Or choose files: a text, a saved web page or a bundle, and pictures of the slip's QR codes (PNG, JPEG). At most 12 MB
check-do = Check it
check-elsewhere = To check without this server, use the firsthand command or
check-nothing = There is nothing to check yet. Paste the text that you hold, or choose its file.
check-two = There are two copies: a text that you pasted and a file, or two files. Check one at a time. You can add pictures of the slip to it.
check-picture = This page cannot read that kind of picture. It reads PNG and JPEG.
check-web-page = That web page is longer than what browsers show. Open it, copy its text, and paste the text here.
check-not-text = That file is not a text, a web page or a bundle. Open it, copy its text, and paste the text here.
check-bundle = That bundle is not complete, or somebody packed it again. Ask for the bundle as it was first made.
check-video = That is a video, not a text. This page checks texts only. Paste the words that the video shows, with their slip.
check-sound = That is a sound recording, not a text. This page checks texts only. Paste the words that came with it, with their slip.
check-archive = That file has other files packed in it. Unpack it, and choose the file in it that is the text.
check-document = This page cannot read that kind of document. Open it, copy its text, and paste the text here.
check-encrypted = That file is encrypted. Open it with its password, copy its text, and paste the text here.
check-no-text = That PDF holds no text, only pictures of pages. Ask for the text itself.
check-damaged = That document is damaged. Open it, copy its text, and paste the text here.
check-overfull = That file has more parts, or is larger when unpacked, than the files that programs write. Open it, copy its text, and paste the text here.
check-no-code = No QR code was found in picture { $number }. Photograph it again: sharp, from straight above, with a white border.
check-pictures = You can check at most { $count } pictures at a time.
check-picture-large = Picture { $number } has more than { $count } million pixels. Crop it to the code.
check-picture-crowded = Too much in picture { $number } looks like QR codes. Crop it to the codes of the slip.
check-picture-broken = Picture { $number } cannot be read. Photograph it again.
check-codes-missing = The slip is in { $count } QR codes, and these are missing: { $numbers }. Choose the pictures of all of them.
check-codes-mixed = The numbered QR codes do not belong to one slip. Photograph them all again.
check-code-no-slip = The QR code holds no slip that can be read. A slip begins with “firsthand1”.
check-slip-alone = The pictures hold the slip below. But a slip is checked against words: paste the words of your copy before the slip.
check-too-long = That is longer than { $size } MB. Check it in parts, each account with its slip, or use the command on your own machine.
check-broken = The copy did not arrive complete. Go back and send it again.

verdict-title = What this copy is
verdict-several = { $count ->
   *[other] This text holds { $count } slips. Trust the text no more than the worst of them.
}
verdict-first = Is it true to its slip?
verdict-second = Is it known here?
verdict-true = True to its slip
verdict-true-no-more = True to its slip, but this alone does not show who wrote it
verdict-true-with-others = True to its slip, but with other words in it
verdict-true-reordered = True to its slip, but perhaps shown in another order
verdict-true-look = True to its slip, but look at the copy
verdict-not-judged = We cannot tell
verdict-may-hide = Something in the file can hide, add or move words. So the words that you see may not be the words that were read.
verdict-parts-differ = The parts of the file hold different words, and you see only one part.
verdict-not-judged-do = Open the file, copy the text that you see, and paste it here.
verdict-read = The words as they were read, to compare with what you see
verdict-form-page = The copy is a saved web page. Pictures in it were not checked.
verdict-form-archive = The copy is a web page saved in one file. Pictures in it were not checked.
verdict-form-mail = The copy is an email. The subject, the sender and the attachments were not checked.
verdict-form-pdf = The copy is a PDF.
verdict-form-word = The copy is a Word document. Pictures in it were not checked.
verdict-form-odt = The copy is an OpenDocument text. Pictures in it were not checked.
verdict-form-chat = The copy was read as messages of a chat program. The senders, the times and the pictures were not checked.
verdict-twice = The letters of some lines were encoded twice, as in exports from Facebook. They were decoded once more.
verdict-not-true = Not true to its slip
verdict-damaged = The slip is damaged
verdict-damaged-hint = Too many of its letters are wrong or missing. Copy or photograph the slip again.
verdict-later = The slip has a newer version
verdict-later-hint = The slip has version { $version }, and this server knows version 1. A newer firsthand can check it.
verdict-cannot-judge = This text cannot be judged
verdict-cannot-judge-hint = Too many places in this text look like the end of the account. Cut the text down to the account and its slip, and check again.
verdict-no-slip = It has no slip
verdict-no-slip-hint = There is no seal beside these words, so the copy itself proves nothing. A slip begins with “firsthand1”.
verdict-names = The copy names the account { $id }, but holds no slip. This archive has no slip of that account.
verdict-why-end = The last words of the account do not stand before the slip. They were changed, or this slip belongs to another text.
verdict-why-words = Words were changed, moved, removed or added, or a mark of a withheld place is missing.
verdict-why-hidden = The words hold a character that cannot be seen. No account may hold it.
verdict-why-among = Only a few words are sealed. They must stand on lines of their own, directly before the slip. Among other words they can say something else.
verdict-why-enclosures = The words are the sealed words, but the files in the bundle are not the sealed files.
verdict-whole = { $count ->
    [one] The whole account: one word.
   *[other] The whole account: { $count } words, all of them, in their order.
}
verdict-excerpt = An excerpt: words { $first } to { $last } of { $count }.
verdict-excerpt-goes-on = { $count ->
    [one] One word after it is outside the seal.
   *[other] { $count } words after it are outside the seal.
}
verdict-edition = An edition: { $withheld } of { $count } words are withheld, in { $places ->
    [one] one place
   *[other] { $places } places
}, by someone who held a copy.
verdict-places = Withheld words: { $places }
verdict-slip-from-here = The copy names its account, but holds no slip. The slip that is published here was used.
verdict-repaired = { $count ->
    [one] One letter of the slip was wrong and was repaired.
   *[other] { $count } letters of the slip were wrong and were repaired.
}
verdict-unquoted = The copy was read without the > of quoted email.
verdict-sign = The copy was read without the sign { $sign } before or around each line.
verdict-around = The copy was read without the sign { $sign } around the account.
verdict-heads = This stands between the messages, outside the seal, and was left out: { $heads }.
verdict-heads-more = This stands between the messages, outside the seal, and was left out: { $heads }, and { $count } more.
verdict-slip-above = The slip stands above the account.
verdict-passed-over = Invisible characters in the account were ignored: { $characters }.
verdict-reordered = Invisible direction signs, or letters beside them, can show these words in another order. Below, the words stand in the order that was sealed.
verdict-long-gaps = There are very long blanks between the words, and a screen may not show all words. Below are all of them.
verdict-joined = Words that were broken at line ends were joined. Their hyphens were kept.
verdict-dropped = Words that were broken by a hyphen at line ends were joined.
verdict-mixed = These words mix alphabets, so a letter may only look like another one: { $words }
verdict-here = This archive published it
verdict-past-replaced = An earlier edition, replaced on { $day }
verdict-past-replaced-hint = This archive published it, and publishes another edition of the account now. The page of the account says what changed.
verdict-past-retracted = This archive published it and retracted it on { $day }
verdict-past-retracted-hint = Read why before you pass it on.
verdict-past-mended-hint = The desk mended the account and published it again. The page of the account says what changed.
verdict-past-why = The desk wrote: { $why }
verdict-past-page = The page of the account
verdict-here-corrected = The desk added a correction. Read it on the account's page.
verdict-here-translation = It is a translation that was published here beside its account.
verdict-here-short = It is the form that this desk sealed itself, for people to pass on. […] stands where words are withheld. The seal of the witness is on the account's page.
verdict-here-other-edition = The edition that is published here withholds other words.
verdict-rivalled = Another seal over nearly the same words
verdict-rivalled-hint = This archive published nearly the same words under another seal. Anybody can change words and seal them again. See below what differs.
verdict-unknown = Unknown here
verdict-unknown-hint = This archive published nothing like it, so it cannot say whose seal this is. Anybody can seal any words with their own key. Compare the pen name or account id with one that reached you in another way.
verdict-near = This archive published nearly the same words
verdict-near-hint = The differences are marked below. The published account has a seal that holds. This copy has none. So nothing proves the words in which the copy differs.
verdict-same-words = This archive published the same words
verdict-same-words-hint = Every word of the published text is in this copy, in order, with nothing between them.
verdict-quote-hint = All words of this copy stand in the published text, side by side and in order. The copy is a quote of it.
verdict-nothing-near = Unknown here
verdict-nothing-near-hint = This archive published no text that has half of these words.
verdict-differs = { $count ->
    [one] Compared with the published account of one word
   *[other] Compared with the published account of { $count } words
}
verdict-differs-rival = { $count ->
    [one] Differences from the account of one word that is published here
   *[other] Differences from the account of { $count } words that is published here
}
verdict-kept = { $count } kept
verdict-changed = { $count } changed
verdict-missing = { $count } missing
verdict-moved = { $count } moved
verdict-withheld = { $count } withheld
verdict-added = { $count } added
verdict-punctuated = { $count } of them with other punctuation
verdict-again = { $count } words of passages that stand here again, in another version
verdict-quote = { $count ->
    [one] This word stands in that account: word { $last } of { $all }.
   *[other] These { $count } words stand in that account, word for word: words { $first } to { $last } of { $all }.
}
verdict-quoted = The copy quotes words { $first } to { $last } of { $all }, with differences.
verdict-alphabets = “{ $old }” is { $from }; “{ $new }” is { $to }
verdict-alphabet-latin = Latin
verdict-alphabet-cyrillic = Cyrillic
verdict-alphabet-greek = Greek
verdict-alphabet-armenian = Armenian
verdict-alphabet-coptic = Coptic
verdict-alphabet-cherokee = Cherokee
verdict-every-word = Every word is there, in order, but other words stand among them.
verdict-signs = Signs:
verdict-sign-missing = in the account, not in the copy
verdict-sign-added = in the copy, not in the account
verdict-sign-moved = moved
verdict-sign-again = again, in another version
verdict-sign-punctuated = the account's~the copy's, other punctuation
verdict-outside = Outside the seal
verdict-outside-hint = These words came with the copy. They are not sealed, and nothing is said about them.
verdict-outside-before = { $count ->
    [one] One word before the account
   *[other] { $count } words before the account
}
verdict-outside-after = { $count ->
    [one] One word between the account and the slip
   *[other] { $count } words between the account and the slip
}
verdict-outside-behind = { $count ->
    [one] One word after the slip
   *[other] { $count } words after the slip
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
    [one] One word after the account
   *[other] { $count } words after the account
}
verdict-sealed = The sealed words, as this program read them
verdict-another = Check another copy
verdict-nothing-kept = Nothing that you sent was kept.

## Words

glossary-title = Words
glossary-link = What our words mean
glossary-lead = These pages use a few words in one fixed meaning. Here is what each of them means.
glossary-account = account
glossary-account-is = What a witness says: the words in their order, and the photographs and other files that were sealed with them.
glossary-word = word
glossary-word-is = The smallest part of an account that can be sealed, checked and withheld by itself.
glossary-seal = seal
glossary-seal-is = A digital signature over all words of an account: if somebody changes a word, the seal no longer holds.
glossary-slip = slip
glossary-slip-is = The letters from “firsthand1” on, which stand below an account or travel beside it, carry its seal, and let anybody check a copy.
glossary-pen-name = pen name
glossary-pen-name-is = A public key without the name of a person: it shows which accounts were sealed with the same secret key.
glossary-edition = edition
glossary-edition-is = An account in which words are withheld, so that the other words can still be checked.
glossary-excerpt = excerpt
glossary-excerpt-is = One piece of an account, with words that follow each other, which can be checked without the rest.
glossary-withhold = withhold
glossary-withhold-is = To take words out of a copy, so that its readers cannot see them but can still check the other words.
glossary-near-form = near form
glossary-near-form-is = The same name or phrase in another case, ending, spelling or script.
glossary-enclosure = enclosure
glossary-enclosure-is = Anything that is sealed together with the words, such as a photograph or a date that the witness claims.
glossary-copy = copy
glossary-copy-is = Any text that somebody holds and wants to check.
glossary-true-to-its-slip = true to its slip
glossary-true-to-its-slip-is = The copy has the words that the key of its slip sealed, in order, with nothing between them. This alone does not show who wrote them.
glossary-desk = desk
glossary-desk-is = The newsroom or group that receives accounts, reads them, withholds words and publishes.
glossary-source = source
glossary-source-is = A witness who left an account with the desk.
glossary-codename = codename
glossary-codename-is = The secret words with which a source comes back to the desk.
glossary-custody = custody
glossary-custody-is = The record of who at the desk did what to an account, and on which day.

## The page in the pocket

pocket-title = Notes
pocket-no-script = This page is a program and needs JavaScript. It requests nothing from the internet. Turn JavaScript on for it, or open it in a newer browser.
pocket-parts = Parts of this page
pocket-language = Language
pocket-clear = Clear all
pocket-clear-hint = “Clear all” above empties the page with one tap. Words, photographs and keys are gone, and so is a draft or list that was kept on this device.
pocket-start = Begin again
pocket-start-title = Write, seal, check
pocket-protects = Everything happens on this device. The page requests nothing from the internet and works in airplane mode. It keeps nothing unless you ask it to.
pocket-protects-not = The page cannot hide that you have it. It does not protect you from somebody who looks at the screen, takes the device unlocked, or has put a program on it that reads along.
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
pocket-passphrase-hint = At least 12 characters. Six words that nobody would say in a row are easy to remember. Without the passphrase nobody can open the file, not even you.
pocket-passphrase-show = Show what I type
pocket-photos = Photographs
pocket-photos-hint = The page draws each photograph again, without its place, time and device. What the picture shows stays. Cover faces, plates and signs.
pocket-photo-add = Add photographs
pocket-photo-working = Drawing again …
pocket-photo-added = { $count ->
    [one] One photograph is here.
   *[other] { $count } photographs are here.
}
pocket-photo-removed = This was in its file and was removed:
pocket-photo-nothing = No place, time or device was in its file. It was drawn again anyway.
pocket-trace-place = the place: { $value }
pocket-trace-time = the time: { $value }
pocket-trace-device = the device: { $value }
pocket-trace-more = more data of the camera
pocket-trace-other = data of a camera or program
pocket-photo-covered = { $count ->
    [0] Nothing is covered.
    [one] One box covers part of it.
   *[other] { $count } boxes cover parts of it.
}
pocket-photo-cover = Cover faces
pocket-photo-remove = Remove it
pocket-photo-gone = The photograph is gone from this page.
pocket-cover-title = Cover faces, plates, signs
pocket-cover-hint = Draw over them, or tap. Two fingers enlarge the picture. What is covered is gone from what you pass on.
pocket-cover-done = Done
pocket-box = Box { $number }: arrow keys move it, with Shift they change its size, Delete removes it
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
pocket-box-remove = Remove the box
pocket-draft-keep = Keep a locked draft
pocket-draft-hint = The draft holds the words, encrypted under a passphrase, but no photographs. On this device people can see that there is a draft, but not what it says.
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
    [one] Your words hold a character that cannot be seen or cannot be sealed. Readers would not know what was sealed.
   *[other] Your words hold { $count } characters that cannot be seen or cannot be sealed. Readers would not know what was sealed.
}
pocket-refused-place = line { $line }, column { $column }: { $code }
pocket-refused-more = and { $count } more
pocket-refused-clean = Remove them
pocket-refused-cleaned = { $count ->
    [one] One character was removed.
   *[other] { $count } characters were removed.
}
pocket-review-lead = Underlined words may point to a person: to you or to somebody else. Tap a word to withhold it. Withheld words are blacked out in what you pass on. The rest can still be proved.
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
pocket-leave = Leave it as it is
pocket-photos-count = { $count ->
    [one] One photograph will be sealed with the words.
   *[other] { $count } photographs will be sealed with the words.
}
pocket-whose = Which key seals it?
pocket-whose-once = A key for this account alone. The page forgets it at once, so the key can never show that you sealed the account.
pocket-whose-pen = A pen name. Readers see that the same key sealed several accounts.
pocket-pen-hint = Anybody who has the pen name’s file and its passphrase can seal as you, and can show that these accounts are yours.
pocket-pen-file = Open its file
pocket-pen-new = Make a new one and save its file
pocket-pen-made = The new pen name is open, and its file was saved. Keep the file and the passphrase.
pocket-pen-opened = The pen name is open until you clear or close this page.
pocket-for-desk = For a desk
pocket-for-desk-yes = I will send it to a desk
pocket-for-desk-hint = A desk is a newsroom or a human-rights group that reads, withholds and publishes. It gets one encrypted file with everything, and with what you allow.
pocket-when-back = If the desk does not hear from me by this day, publish it
pocket-also = What only the desk gets
pocket-originals = The original photographs too, with the place, time and device in their files
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
pocket-sealed-again = This seal is not the one from before. Pass on only one of the two.
pocket-back = Change something
pocket-pass-on = What you pass on
pocket-pass-on-hint = The words, and below them the slip, from “firsthand1” on. Copies may be wrapped, pasted or printed. Anybody who has the slip can check every word.
pocket-copy = Copy
pocket-copied = Copied. It stays in the clipboard. Copy something else later to replace it.
pocket-copy-slip = Copy the slip
pocket-share = Share
pocket-shared = It was shared.
pocket-cannot-share = This browser cannot share from here. Copy it or save it.
pocket-save = Save
pocket-saved = The browser was asked to save { $name }. The file is not encrypted, unless its name ends in “.age”.
pocket-save-bundle = Save with the photographs
pocket-photos-sealed = The photographs are sealed with the words. Save each one to pass it on.
pocket-slip-apart = The slip is too long to stand below the words. It is a file of its own: pass on both.
pocket-save-slip = Save the slip
pocket-print = Print
pocket-codes = The slip as QR codes
pocket-codes-hint = { $count ->
    [one] Anybody can photograph the code from the screen or from paper.
   *[other] The slip is in { $count } codes. All of them are needed, in any order.
}
pocket-codes-many = The slip would need { $count } QR codes. That is too many to scan. Pass it on as a file.
pocket-desk = To a desk, encrypted
pocket-desk-hint = One file that only the desk can open. Its size tells little of what is in it. Somebody can carry it without being able to read it.
pocket-desk-with = { $count ->
    [one] The desk can read the withheld word.
   *[other] The desk can read the { $count } withheld words.
}
pocket-desk-without = { $count ->
    [one] The desk cannot read the withheld word.
   *[other] The desk cannot read the { $count } withheld words.
}
pocket-desk-originals = { $count ->
    [one] The original photograph is in the file too.
   *[other] The { $count } original photographs are in the file too.
}
pocket-desk-asks = You did not say that you will send it to a desk. So the file does not say what you allow, and the desk must ask you before it publishes.
pocket-recipient = The desk’s public key
pocket-recipient-hint = It begins with “age1”. Compare it with the key that reached you another way. Somebody who gives you a false key can read the file instead of the desk.
pocket-recipient-taken = This is a public key. Compare it.
pocket-encrypt = Encrypt it
pocket-encrypting = Encrypting …
pocket-parcel-ready = The encrypted file is ready: { $size }. Leave it in the desk’s drop box, or give it to somebody who carries it.
pocket-save-parcel = Save the encrypted file
pocket-check-hint = Paste all of it, with the slip if it has one: the letters from “firsthand1” on. Other text around it does no harm.
pocket-check-file = Open files
pocket-checking = Checking …
pocket-file-taken = Opened: { $name }
pocket-slip-here = The copy is checked with a slip from elsewhere:
pocket-slip-remove = Remove the slip
pocket-slip-taken = The slip was read.
pocket-codes-read = { $count } of { $all } codes were read. Now the others.
pocket-against = Compare it with an account that you have
pocket-against-text = The account, with its slip if you have it
pocket-known = Seals that you know
pocket-known-hint = Pen names and account ids that reached you another way than the copy. The list stays until you clear or close this page.
pocket-known-letters = Pen name or account id
pocket-known-name = Your name for it
pocket-known-add = Add it
pocket-known-added = Added to the list.
pocket-known-remove = Remove
pocket-known-removed = Removed from the list.
pocket-known-keep = Keep it under a passphrase
pocket-known-stored = A locked list is in this browser’s storage. It does not count until you open it.
pocket-known-from-storage = Your list was opened from this browser’s storage.
pocket-known-clear = A list that was kept without a passphrase
pocket-known-clear-hint = Anybody could have written it, so it does not count. Add only what you recognise, letter by letter.
pocket-stored-hint = Any page opened from a file can change what is in this browser’s storage. Only what your own passphrase opens is yours.
pocket-stored-opened = Opened from this browser’s storage, as it was kept on { $when }. Another page could have put back an older one.
pocket-stored-remove = Remove it from this device
pocket-stored-changed = Another page or tab changed what is in this browser’s storage. What is open here stays as it is.
pocket-second = Do you know whose it is?
pocket-known-seal = A seal you know
pocket-known-pen = The pen name is on your list as “{ $name }”.
pocket-known-id = The account is on your list as “{ $name }”.
pocket-same-seal = The same seal as the account that you have
pocket-same-seal-hint = Both are copies of one account. You know whose it is only if your account reached you in a way that you trust.
pocket-rivalled-hint = The account that you compare it with has nearly the same words under another seal. Anybody can change words and seal them again. See below what differs.
pocket-unknown = Not known whose it is
pocket-unknown-hint = Its pen name and its id are not on your list. Anybody can change words and seal them with their own key. Compare them with ones that reached you another way.
pocket-nothing-hint = These words have no seal that holds.
pocket-near-hint = The account that you have has nearly the same words. See below what differs. This copy has no seal that holds.
pocket-same-words-hint = It has all words of the account that you have, in order. The copy itself has no seal that holds.
pocket-names = It names the account { $id }, but holds no slip. That slip is a file of its own: open it here too.
pocket-quote-hint = All words of this copy stand in the account that you have, side by side and in order. The copy is a quote of it. The copy itself has no seal that holds.
pocket-short-form = A short form of the account that you have
pocket-short-form-hint = Its seal names that account, and its words are the same, with […] where words are withheld. Somebody sealed it again with their own key.
pocket-may-hide = A file of this kind can hide, add or move words, and this page cannot tell whether it does. So the words that you see may not be the words that were read.
pocket-unread = This page does not read such files: they can hide, add or move words.
pocket-later-hint = This page knows version 1 of slips. A newer one can check it.
pocket-differs = { $count ->
    [one] Compared with the account that you have: one word
   *[other] Compared with the account that you have: { $count } words
}
pocket-against-true = That account is true to its own slip.
pocket-against-bare = No slip proves that account. It is used as you gave it.
pocket-camera-title = Read a QR code
pocket-camera-look = Hold the code straight before the camera.
pocket-camera-none = Browsers allow the camera only for pages from a file or an encrypted address. Photograph the code instead.
pocket-camera-refused = There is no camera, or the browser does not allow it. Photograph the code instead, or choose a picture of it.
pocket-camera-photo = Photograph it
pocket-cleared-title = Cleared
pocket-cleared = Gone from this page and from what it kept here: words, photographs, seals, keys, the draft, the list of seals.
pocket-cleared-not = Not gone: files that you saved, photographs in your gallery, and what you copied. Copy something harmless, and close this page.
pocket-error = That did not work. What you wrote is still here.
pocket-error-copy = The browser does not let this page copy. Press long on the words and copy them by hand.
pocket-error-share = Nothing was shared. Copy it or save it.
pocket-error-too-large = That file is too large.
pocket-error-unreadable = The file could not be read. Choose it again.
pocket-error-not-text = That file is not a text.
pocket-error-no-words = There are no words yet.
pocket-error-text-long = That is more than this page can seal at once: { $count } words. Seal it in parts.
pocket-error-has-slip = The text already has a slip. Check it, or remove the letters from “firsthand1” on.
pocket-error-too-new = Some characters are newer than this browser. Open the page in a newer one, or write them another way.
pocket-error-photo-large = The photograph is larger than { $size } MB. Make it smaller, or photograph it from the screen.
pocket-error-photo-pixels = The photograph has more than { $pixels } million pixels, and this page could break on it. Make it smaller first.
pocket-error-too-many-photos = More than { $count } photographs are too many for one account.
pocket-error-no-picture = This browser cannot open that picture. It can open JPEG, PNG and WebP.
pocket-error-heic = That photograph is HEIC, which this browser cannot open. Take a screenshot of it and add that, or set the camera to JPEG (“most compatible”).
pocket-error-canvas = This browser does not let a page read the pictures that it draws. Tor Browser does so to protect you. Allow it for this page when asked, or open the page in another browser in airplane mode.
pocket-error-passphrase-short = The passphrase needs at least { $count } characters.
pocket-error-passphrase-missing = Type the passphrase first.
pocket-error-wrong-passphrase = That is not the passphrase. Capital letters and spaces count.
pocket-error-not-age = That file was not locked here.
pocket-error-no-pen-name = That file holds no pen name.
pocket-error-pen-closed = Open the pen name’s file first, or choose the key for this account alone.
pocket-error-no-storage = Nothing was kept: this browser’s storage is off or full. Save a draft as a file.
pocket-error-other-inside = It opened, but it holds something else.
pocket-error-stored-there = Another one is on this device already. Open or remove that one first.
pocket-error-stored-locked = That is not the passphrase (capital letters and spaces count), or another page put this here. It was not deleted.
pocket-error-words-there = There are words on this page, and they would be lost. Lock them too, or clear all first.
pocket-error-all-withheld = Every word is withheld. At least one must stay.
pocket-error-name-missing = You chose to publish under a name, but did not write the name.
pocket-error-day-missing = You chose a day, but did not write one.
pocket-error-recipient-missing = The desk’s public key is missing.
pocket-error-not-recipient = This is not a public key of a desk. Such a key begins with “age1” and has 62 characters. One may be wrong or missing.
pocket-error-no-recipient = There is no public key of a desk in it. Such a key begins with “age1”.
pocket-error-parcel-large = With its photographs it is larger than { $size } MB. Leave some out, or send them in a second file.
pocket-error-no-code = No QR code was found. Photograph it sharp, from straight above, with white around it.
pocket-error-code-no-slip = That code holds no slip. A slip begins with “firsthand1”.
pocket-error-codes-mixed = That code belongs to another slip. Its parts are counted from here on.
pocket-error-slip-alone = There is a slip, and no words yet. Paste the words of your copy.
pocket-error-nothing-to-check = There is nothing to check yet. Paste the text that you hold.
pocket-error-check-long = That is longer than this page can check. Check it in parts, each account with its slip.
pocket-error-bundle-broken = That bundle is not complete, or somebody packed it again. Ask for the bundle as it was first made.
pocket-error-not-known = That is not a pen name (“fhp1…”) or an account id (“fh1…”).
pocket-error-known-unnamed = Write your name for it.

## Why something is refused: each ends the sentence that says what was refused

desk-in-doubt = We cannot tell whether this was kept. Look at the page again before you repeat it.
desk-clock-behind = The clock of this server says { $today }, but the last event of this desk is of { $last }. Nothing was changed. Set the clock right. If the clock is right, an admin must confirm the date on the page “Members”.
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
