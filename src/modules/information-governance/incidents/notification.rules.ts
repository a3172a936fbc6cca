/** What the Commissioner's form asks and nothing here can answer, in its order. Not yet confirmed by a practitioner. */
export const formQuestions = [
  { id: 'found', label: 'How did you find out about the breach?' },
  { id: 'happened', label: 'When did the breach happen?' },
  { id: 'cyber', label: 'Was it caused by a cyber incident? If so, how did it come in, and is it contained?' },
  { id: 'categories', label: 'Which categories of people are affected? Are there children or people at risk among them?' },
  { id: 'special', label: 'Which special category or criminal offence data is included?' },
  { id: 'consequences', label: 'What could come of it for people, how likely is that, and has anybody been harmed?' },
  { id: 'before', label: 'What measures were in place before, to prevent a breach of this kind?' },
  { id: 'training', label: 'Had the staff involved had data protection training in the last two years?' },
  { id: 'prevent', label: 'What is done to prevent it from happening again, and by when?' },
  { id: 'bodies', label: 'Which other organisations or regulators have been told: the police, other supervisory authorities?' },
  { id: 'registration', label: 'What is your registration number with the Commissioner?' },
  { id: 'officer', label: 'Who is the data protection officer, and how can they be reached?' },
] as const
