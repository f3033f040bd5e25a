export const invitation = {
  title: 'Accept the invitation',
  lead: 'Choose a password. From then on you sign in with your e-mail address and it.',
  noToken: 'The address is incomplete: open the whole link from the invitation.',
  repeat: 'Password once more',
  differs: 'The two passwords differ.',
  submit: 'Accept and sign in',
} as const;
