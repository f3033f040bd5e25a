export const signIn = {
  title: 'Sign in',
  lead: 'Meetings for your clients, without collisions.',
  submit: 'Sign in',
  chooseAgency: 'You work for several agencies. Which one?',
} as const;
