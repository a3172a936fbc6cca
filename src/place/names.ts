/** Names that people in Aldermere have. Each community has its own; the front of each list is the commonest. */
import type { Dice } from './random.ts'

const words = (text: string) => text.trim().split(/\s+/)

export type Community = {
  name: string
  share: number
  language: string | null
  /** Women and men, those born before 1970 and those since. */
  women: readonly [string[], string[]]
  men: readonly [string[], string[]]
  surnames: string[]
  /** Whether a wife usually takes her husband's name. */
  takesName: boolean
}

const englishSurnames = words(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
  Roberts Green Hall Wood Jackson Clarke Turner Hill Harris Cooper Ward Moore Baker Harrison King Morris Allen Lee Clark Martin
  Parker Cook Edwards Bell Carter Shaw Watson Bennett Young Bailey Marshall Richardson Cox Adams Mitchell Phillips Collins Webb
  Foster Hughes Palmer Knight Mason Simpson Hunt Holmes Mills Rogers Barker Dixon Fisher Pearson Stevens Chapman Gibson Ellis
  Matthews Lloyd Butler Barnes Powell Reynolds Saunders Fletcher Hart Payne Hudson Gardner Lane Dean Lawrence Spencer Burton
  Armstrong Berry Bradley Newton Cole Booth Howarth Ashworth Entwistle Haigh Sutcliffe Crowther Greenwood Oldroyd Bramley Thwaite
  Ackroyd Pickles Battersby O’Brien Dewhurst Fairhurst Grimshaw Halliwell Kershaw Lomax Ormerod Pilling Ramsbottom Schofield
  Tattersall Unsworth Wolstenholme Yates Abbott Barlow Birch Blackburn Bolton Brook Carr Chadwick Coates Cunliffe Dobson Eaves
  Farrow Gill Hargreaves Ingham Jarvis Kay Leach Maddox Nuttall Openshaw Preston Quigley Riley Stott Tonge Ogden Varley Whittle
  Bloxham Cadman Dunstan Eccles Firth Garside Heaton Illingworth Jessop Kitson Lockwood Mallinson Netherwood Parr Ridley Sykes
  Thewlis Uttley Verity Womersley Beaumont Cartwright Denton Earnshaw Fawcett Goodall Hirst Iredale Jagger Kaye Lodge Mellor`)

/** Aldermere's communities and how much of the place each is. */
export const communities: readonly Community[] = [
  {
    name: 'british',
    share: 0.78,
    language: null,
    women: [
      words(`Margaret Susan Patricia Christine Jean Linda Carol Maureen Barbara Janet Sandra Joan Dorothy Sheila Pauline Brenda
        Irene Doreen Marjorie Edna Audrey Kathleen Hilda Valerie Beryl Shirley Judith Gillian Eileen Norma Joyce Marlene Elaine
        Frances Ann Rita Vera Gladys Winifred Betty`),
      words(`Emma Sarah Laura Olivia Amelia Jessica Rebecca Sophie Chloe Gemma Claire Hannah Lucy Emily Grace Kelly Amy Charlotte
        Lauren Isla Ava Ella Ruby Poppy Evie Freya Holly Megan Bethany Stacey Natalie Katie Rachel Samantha Zoë Leanne Kirsty
        Abigail Daisy Millie Molly Lily Florence Ivy Willow Rosie Phoebe Eleanor Georgia Jade Kimberley Danielle Toni Vicky Tracy
        Donna Joanne Nicola Michelle Paige Imogen Niamh Siân Cerys Harriet Martha Skye`),
    ],
    men: [
      words(`David John Peter Michael Alan Robert Brian Kenneth Raymond Derek Roy Anthony Keith Barry Colin Malcolm Terence Roger
        Trevor Geoffrey Graham Norman Leonard Dennis Ronald Gordon Stanley Harold Ernest Walter Arthur Frank Albert Eric Douglas
        Cyril Clifford Maurice Stuart Neville`),
      words(`James Thomas Daniel Jack Oliver Harry Matthew Joshua Luke Ryan Liam Adam Craig Lee Dean Jason Paul Mark Andrew Simon
        Callum Connor Nathan Kieran Jordan Kyle Lewis Noah George Leo Arthur Freddie Archie Alfie Theo Charlie Oscar Logan Mason
        Tyler Jake Ben Samuel Alexander Christopher Stephen Gareth Darren Wayne Carl Shaun Scott Stuart Rhys Dylan Finley Harrison
        Toby Reuben Elliot Max Henry Isaac Edward Louis Riley Jayden Kai`),
    ],
    surnames: englishSurnames,
    takesName: true,
  },
  {
    name: 'pakistani',
    share: 0.07,
    language: 'Urdu',
    women: [
      words('Nasreen Shamim Parveen Zubaida Rashida Khadija Fatima Kulsoom Bushra Razia Naseem Surriya'),
      words(`Aisha Fatima Maryam Zara Hira Saima Shazia Rubina Sana Iqra Noor Aliza Zainab Hafsa Amna Mahnoor Sadia Nadia Farah
        Samina Uzma Tahira Inaya Anaya`),
    ],
    men: [
      words('Mohammed Abdul Ghulam Bashir Riaz Tariq Rashid Nazir Khalid Javed Iqbal Mahmood'),
      words(`Mohammed Ali Ahmed Hamza Usman Bilal Imran Asif Adnan Zain Ibrahim Yusuf Haroon Faisal Kashif Waqas Hassan Zeeshan
        Shoaib Nabeel Eesa Rayyan`),
    ],
    surnames: words(`Khan Hussain Ahmed Ali Akhtar Iqbal Mahmood Malik Shah Mirza Butt Chaudhry Raja Rehman Aslam Bashir Rashid
      Qureshi Sheikh Hanif Saleem Anwar Younis Javed Ashraf Siddiqui`),
    takesName: false,
  },
  {
    name: 'bangladeshi',
    share: 0.03,
    language: 'Bengali',
    women: [
      words('Rokeya Jahanara Monwara Sufia Anwara Hasina'),
      words('Nazia Tahmina Shirin Ayesha Maisha Sumaiya Rumana Tania Labiba Nusrat'),
    ],
    men: [
      words('Abdul Mokbul Shafiq Siraj Nurul Abdus'),
      words('Mohammed Rahim Tanvir Sajid Kamrul Shakil Arif Mahbub Rafi Ishaaq'),
    ],
    surnames: words('Begum Miah Uddin Islam Rahman Chowdhury Alam Haque Khatun Hossain Choudhury Kabir'),
    takesName: false,
  },
  {
    name: 'polish',
    share: 0.04,
    language: 'Polish',
    women: [
      words('Danuta Halina Krystyna Irena Jadwiga'),
      words('Katarzyna Magdalena Agnieszka Zofia Julia Maja Oliwia Natalia Joanna Monika'),
    ],
    men: [
      words('Stanislaw Zbigniew Jerzy Tadeusz'),
      words('Tomasz Piotr Jakub Szymon Filip Marcin Krzysztof Pawel Michal Kacper Antoni'),
    ],
    surnames: words(
      'Nowak Wiśniewski Kowalski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Mazur Krawczyk Wrona',
    ),
    takesName: true,
  },
  {
    name: 'african',
    share: 0.04,
    language: null,
    women: [
      words('Comfort Grace Esther Florence Victoria Mercy'),
      words('Abena Ngozi Blessing Chidinma Amara Ama Folake Yemi Adaeze Zawadi Efua Tendai'),
    ],
    men: [
      words('Emmanuel Samuel Kwame Joseph Isaac'),
      words('Kofi Chidi Tunde Kwabena Emeka Femi Segun David Tapiwa Ike Sola Kojo'),
    ],
    surnames: words('Mensah Okafor Adeyemi Osei Boateng Okonkwo Eze Balogun Owusu Asante Moyo Ndlovu Adebayo Nwosu Appiah Dube'),
    takesName: true,
  },
  {
    name: 'indian',
    share: 0.03,
    language: 'Punjabi',
    women: [
      words('Surinder Kamaljit Manjit Pushpa Usha'),
      words('Priya Simran Harpreet Jasmine Anjali Meera Kiran Neha Diya Riya'),
    ],
    men: [
      words('Mohinder Balbir Ramesh Suresh Harbhajan'),
      words('Rajesh Arjun Gurpreet Rohan Amar Vikram Jaspal Dev Aarav Harjit'),
    ],
    surnames: words('Singh Kaur Patel Sharma Gill Sandhu Desai Dhillon Mistry Nair Grewal Bains'),
    takesName: true,
  },
  {
    name: 'arab',
    share: 0.01,
    language: 'Arabic',
    women: [words('Amal Hoda Samira'), words('Layla Rania Yasmin Hanan Mariam Salma Dina Nour')],
    men: [words('Mahmoud Ibrahim Said'), words('Omar Khaled Youssef Tarek Karim Bashar Samir Hadi')],
    surnames: words('Haddad Mansour Saleh Nasser Khalil Aziz Darwish Hamdan Yousef Farah'),
    takesName: false,
  },
]

/** Forms that people use for each other; both ways round. */
const familiar = words(`Margaret/Maggie Susan/Sue Patricia/Pat Christine/Chris Barbara/Barb Thomas/Tom Daniel/Danny Robert/Bob
  William/Bill James/Jim Matthew/Matt Samuel/Sam Rebecca/Becky Jessica/Jess Katie/Kate Samantha/Sam Joshua/Josh Alexander/Alex
  Christopher/Chris Stephen/Steve Michael/Mick Anthony/Tony Kenneth/Ken Raymond/Ray Nicola/Nicky Kimberley/Kim Danielle/Dani
  Abigail/Abby Eleanor/Ellie Charlotte/Lottie Olivia/Liv Mohammed/Mo Katarzyna/Kasia Magdalena/Magda Tomasz/Tomek Edward/Ted
  Benjamin/Ben Frederick/Fred Patrick/Paddy Dorothy/Dot Kathleen/Kath Janet/Jan Andrew/Andy David/Dave Peter/Pete`)
const familiarForms = new Map(familiar.map((pair) => pair.split('/') as [string, string]))

/** The name without accents, as a system or a clerk without them writes it. */
export const unaccented = (name: string): string =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ł', 'l').replaceAll('Ł', 'L').replaceAll('’', "'")

/** The familiar form of a forename, or undefined. */
export const familiarForm = (given: string): string | undefined => familiarForms.get(given)

const shares = communities.map((community) => [community, community.share] as const)

export const pickCommunity = (dice: Dice): Community => dice.weighted(shares)

/** A forename for somebody of this sex, born in this year. */
export function pickForename(dice: Dice, community: Community, sex: 'F' | 'M', bornIn: number): string {
  const lists = sex === 'F' ? community.women : community.men
  return dice.pickCommon(lists[bornIn < 1970 ? 0 : 1])
}

export function pickSurname(dice: Dice, community: Community): string {
  if (!dice.chance(0.04)) return dice.pickCommon(community.surnames)
  const double = `${dice.pickCommon(community.surnames)}-${dice.pickCommon(englishSurnames)}`
  return double
}
