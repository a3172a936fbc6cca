/** Who signs sharing agreements for an organisation, and who answers for its data. Added after everyone else, so that nobody else's name changes. */
import { council, lantern, police } from '../organisations.ts'
import type { WorkerPersona } from './persona.ts'

export const approvers: readonly WorkerPersona[] = [
  {
    id: 'dilys-penhaligon',
    name: 'Dilys Penhaligon',
    staffRef: 'ALD00021',
    organisation: council,
    team: 'information-governance',
    jobTitle: 'Senior information risk owner',
    roles: ['agreement-approver'],
    purpose: 'information-governance',
    why: 'She signs sharing agreements for the council, and reads first what each would change.',
  },
  {
    id: 'rosalind-keane',
    name: 'Rosalind Keane',
    staffRef: 'ALD00022',
    organisation: council,
    team: 'information-governance',
    jobTitle: 'Data owner, children’s and adults’ services',
    roles: ['data-owner'],
    purpose: 'partner-requests',
    why: 'Partners ask her what the council’s services know, and she says yes or no, with the reason.',
  },
  {
    id: 'colin-mabey',
    name: 'Colin Mabey',
    staffRef: 'AP0090',
    organisation: police,
    team: 'police-information',
    jobTitle: 'Head of information management',
    roles: ['agreement-approver', 'data-owner'],
    purpose: 'partner-requests',
    why: 'He signs for the police, and answers partners who ask what the police know of somebody.',
  },
  {
    id: 'moses-adeyemi',
    name: 'Moses Adeyemi',
    staffRef: 'LFS-01',
    organisation: lantern,
    team: 'lantern-office',
    jobTitle: 'Chief executive, Lantern Family Support',
    roles: ['agreement-approver', 'data-owner'],
    purpose: 'partner-requests',
    why: 'A charity signs its part of an agreement itself, and answers for what its family workers know.',
  },
]
