/** Offered: 1 Tue 1 Dec 10:00, 2 Wed 2 Dec 10:00, 3 Fri 4 Dec 15:30, 4 Thu 26 Nov 10:30; written on Wed 25 Nov. */
export const ENGLISH = `
yes 1 | Tuesday at ten is fine
yes 1 | Tuesday at 10 is fine.
yes 1 | Tuesday 10:00 works for me
yes 1 | Tuesday 10.00 works for me
yes 1 | Tuesday, 1 December, 10:00 works
yes 1 | Yes, Tuesday at 10am
yes 1 | Tue 1 Dec suits us well
yes 1 | December 1 is perfect
yes 1 | 1 Dec at 10 o'clock is good
yes 1 | The 1st of December works for me.
yes 1 | 1st December is great, thanks!
yes 1 | 2026-12-01 is okay
yes 1 | 1.12. is fine
yes 1 | 01.12.2026 at 10:00 is fine
yes 1 | I can do Tuesday
yes 1 | Let's go for Tuesday, that works
yes 1 | I accept Tuesday at 10:00.
yes 1 | I confirm Tuesday.
yes 1 | Happy to meet on Tuesday at ten.
yes 1 | the first one works
yes 1 | The first works best for us
yes 1 | Option 1 is fine
yes 2 | the second one works
yes 2 | The second option suits me
yes 2 | Option 2 please, that works
yes 2 | Wednesday at ten in the morning works
yes 2 | Wednesday morning works
yes 2 | Wed is good
yes 2 | See you on Wednesday at 10:00!
yes 2 | Wednesday next week is fine
yes 3 | Friday at half past three is fine
yes 3 | Friday 3:30 pm works
yes 3 | Friday at 15:30 works
yes 3 | Friday at three thirty is great
yes 3 | at 15:30 is good
yes 3 | the third one is good
yes 3 | Friday afternoon suits us
yes 3 | 4 December, half past three, suits us
yes 4 | tomorrow works
yes 4 | Tomorrow at 10:30 is fine with me
yes 4 | Thursday at half past ten works
yes 4 | 26 November is fine
yes 4 | the last one is good
yes 4 | Tomorrow at ten-thirty is fine
yes 4 | the 4th option works
yes 2 -1 | Wednesday at ten is fine, but not Tuesday
yes 2 -1 | Tuesday doesn't work, Wednesday does work
yes 2 -1 | I can't do Tuesday. Wednesday is fine.
yes 1 -3 | Tuesday is fine; Friday is not possible
yes 1 2 | Both Tuesday and Wednesday work
yes 1 2 | Either Tuesday or Wednesday is fine
unsure 1 2 | Tuesday or Wednesday is fine
unsure 1? 2? | Ten is fine
unsure 1? 2? | At ten o'clock works
unsure 1? 2? | 10:00 works for us
unsure 1? | Tuesday at ten
unsure 1? | Tuesday at ten?
unsure 1? | Is Tuesday at ten still fine?
unsure 1? | Tuesday works if my flight is on time
unsure 1? | Perhaps Tuesday works
unsure 1? | Tuesday might work
unsure 1? | Tuesday should be fine, let me check
unsure 1? | Only Tuesday works
unsure 1? | Tuesday works unless it snows
unsure 1? | Tuesday at 10 UTC works
unsure -1 | not on Tuesday
unsure -1 | Tuesday is not good
unsure -1 | I am busy on Tuesday
unsure -1 | Tuesday at ten doesn't suit me
unsure -1 | The first one does not work
unsure -2 | I can't make Wednesday
unsure -2 | Wednesday won't work
unsure -1 -2 | Neither Tuesday nor Wednesday works
unsure 3? | only after 14
unsure 3? | Only after 2 pm
unsure 3? | after two o'clock
unsure 1? 2? 4? | before noon
yes | Works for me
yes | Yes, thank you!
yes | ok
yes | Fine with me
yes | No problem
yes | Perfect, see you then
no | no
no | no, sorry
no | No, thank you.
no | Sorry, I can't
no | I am not available
no | Unfortunately I have to decline
no | I cannot make it
no | None of these work
no | None of these times suits us.
no | Not interested
other | none of these suits us, next week perhaps
other | None of them works. Could we find another time?
other | Can we reschedule?
other | How about Monday at 9?
other | Monday at 9 is fine
other | Tuesday at eleven works
other | Monday would suit us better
other | Next month would be better
other | Could we meet the week after?
other | I can only do Saturday
other -1 | Not Tuesday; Monday at noon works
other | 8 December at 10 works
other | after 17
unsure | Thank you for your message
unsure | Who will be there?
unsure | What is the address?
unsure | I will get back to you
unsure | On second thoughts
unsure | Let me think about it
unsure | In a second
unsure |
unsure 1 | Tuesday works, or another time
unsure 1 -1 | Tuesday is fine. Tuesday is not fine.
unsure | Yes. No.
yes 1 | Tuesday at ten is fine\\n\\nOn Wed, 25 Nov 2026 Anna wrote:\\n> Friday works
yes 1 | Tuesday is fine\\n-- \\nJohn, available on Friday
yes 1 | Tuesday is fine\\n> Wednesday works\\n> Friday works
yes 1 | Tuesday is fine\\n\\nSent from my iPhone
yes 1 | Tuesday is fine\\n\\n-----Original Message-----\\nFrom: Anna\\nFriday works
yes 1 | Tuesday is fine\\n\\nFrom: Anna\\nSent: Friday\\nTo: John\\nWednesday works
`;
