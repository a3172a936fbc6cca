import { defineErrors } from '#platform/errors'

const sendAgain = 'Put it right in your system and send a new file with a new manifest.'

export const errors = defineErrors({
  FEED_NOT_FOUND: { status: 404, sentence: 'There is no feed called {feed}.', whatToDo: 'Check its name on the Feeds page.' },
  KEY_NOT_FOUND: {
    status: 404,
    sentence: 'There is no key called {key} for this feed.',
    whatToDo: 'Check its name on the page of the feed.',
  },
  MANIFEST_MISSING: {
    status: 400,
    sentence: 'The file came without its signed manifest.',
    whatToDo: 'Send the manifest in the header Commonweal-Manifest, or beside the file as FILE.manifest.jws.',
  },
  MANIFEST_UNREADABLE: {
    status: 400,
    sentence: 'What was signed cannot be read: {detail}.',
    whatToDo: 'Send a compact JWS (EdDSA) over the fields that the interface describes.',
  },
  SIGNATURE_NOT_VERIFIED: {
    status: 401,
    sentence: 'The signature does not match any key that we hold for this feed.',
    whatToDo: 'Sign with the key that was exchanged for this feed. Nothing was kept.',
  },
  KEY_NOT_IN_FORCE: {
    status: 403,
    sentence: 'The key {key} is not in force.',
    whatToDo: 'It has not begun, has ended or was revoked. Ask the data engineer to register your new key. Nothing was kept.',
  },
  MANIFEST_OTHER_FEED: {
    status: 422,
    sentence: 'This was signed for the feed {signed}, and sent to {feed}.',
    whatToDo: 'Send it to its own feed.',
  },
  SIGNED_AT_ANOTHER_TIME: {
    status: 422,
    sentence: 'It says that it was made at {madeAt}, and our clock says {now}.',
    whatToDo: 'Set the clock of the sending system and sign again.',
  },
  FILE_ALTERED: {
    status: 422,
    sentence: 'The file is not the one that its manifest describes: their SHA-256 differ.',
    whatToDo: 'Send the file again, whole, with the manifest that was made for it. Nothing was kept.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    sentence: 'The file is larger than {limit} megabytes.',
    whatToDo: 'Send it in parts, each with its own manifest.',
  },
  SEQUENCE_USED: {
    status: 409,
    sentence: 'Number {sequence} of this connection was used before for another file.',
    whatToDo: 'Give the new file the next number.',
  },
  BATCH_NOT_FOUND: { status: 404, sentence: 'There is no such batch.', whatToDo: 'Start from the Feeds page.' },
  BATCH_NOT_WAITING: {
    status: 409,
    sentence: 'This batch is not waiting for anyone.',
    whatToDo: 'Reload the page to see what happened to it.',
  },
  OWN_BATCH: {
    status: 403,
    sentence: 'You sent this batch yourself, so someone else must release it.',
    whatToDo: 'Ask another data engineer to look at it.',
  },
  REASON_MISSING: {
    status: 422,
    sentence: 'Say why: the reason is kept with the batch.',
    whatToDo: 'Write a sentence and send it again.',
  },
  BATCH_NOT_APPLIED: {
    status: 409,
    sentence: 'Only a batch that was applied can be reversed.',
    whatToDo: 'Reload the page to see what happened to it.',
  },
  BATCH_REVERSED_BEFORE: {
    status: 409,
    sentence: 'This batch is reversed, or is being reversed.',
    whatToDo: 'Reload the page to see what happened to it.',
  },
  ROW_NOT_FOUND: { status: 404, sentence: 'There is no such row in quarantine.', whatToDo: 'Start from the page of its batch.' },
  ROW_SETTLED: {
    status: 409,
    sentence: 'This row was replayed or put aside before.',
    whatToDo: 'Reload the page to see what happened to it.',
  },
  FIELD_NOT_CORRECTABLE: {
    status: 409,
    sentence: 'No single value of this row can be put right here: {rule}.',
    whatToDo: 'Put it right in the sending system; the next file states it again. Then put this row aside.',
  },
  ROW_STILL_WRONG: {
    status: 422,
    sentence: 'With this value the row still cannot be used: {field}: {rule}.',
    whatToDo: '{whatToDo}',
  },
  NOTHING_TO_REPLAY: {
    status: 409,
    sentence: 'No row of this batch has been corrected since.',
    whatToDo: 'Correct a row first.',
  },

  EVENT_NOT_USABLE: { status: 422, sentence: 'The event cannot be used: {field}: {rule}.', whatToDo: '{whatToDo}' },

  // Kept with a batch that was refused after it had been received.
  TOO_MANY_ROWS_FAIL: {
    status: 422,
    sentence: '{failed} of the first {read} rows cannot be used, more than 5 in 100. The commonest reasons: {commonest}.',
    whatToDo: sendAgain,
  },
  FILE_UNREADABLE: { status: 422, sentence: 'The file cannot be read: {detail}.', whatToDo: sendAgain },
  REFUSED_BY_A_PERSON: { status: 409, sentence: 'A person looked at this batch and refused it: {reason}', whatToDo: '' },
})
