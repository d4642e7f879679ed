const words: [RegExp, string][] = [
  [/^POST .*\/auth\/register$/, 'Created an account'],
  [/^POST .*\/auth\/login$/, 'Logged in'],
  [/^POST .*\/auth\/logout$/, 'Logged out'],
  [/^POST .*\/auth\/refresh$/, 'Renewed a session'],
  [/^POST .*\/auth\/forgotPassword$/, 'Forgot the password'],
  [/^POST .*\/auth\/resetPassword$/, 'Set a new password'],
  [/^POST .*\/auth\/manage\/info$/, 'Changed e-mail or password'],
  [/^GET .*\/auth\/confirmEmail$/, 'Confirmed the e-mail'],
  [/^DELETE .*\/me\/sessions/, 'Ended a session'],
  [/^GET .*\/me\/export$/, 'Exported the data'],
  [/^PUT .*\/me$/, 'Changed the name'],
  [/^DELETE .*\/me$/, 'Deleted the account'],
  [/^PUT .*\/admin\/users\//, 'Changed a user'],
];

/** "POST /api/v1/auth/login" → "Logged in"; what has no words stays as it is. */
export const auditWords = (event: string) => words.find(([pattern]) => pattern.test(event))?.[1] ?? event;
