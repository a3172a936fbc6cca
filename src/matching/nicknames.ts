/**
 * Names that one person may use in the British Isles: short and full forms, and one name in several spellings that do not sound
 * alike. Small plain letters; the first of each line is the full form. Anyone may correct it: what is wrong here makes wrong links
 * a little likelier, what is missing makes right ones a little rarer.
 */
const lines = `
abigail abby abbie gail
alan al
albert bert bertie al
alexander alex sandy xander sasha alec
alexandra alex sandra sasha lexi alexa
alfred alf alfie fred
alison ali
amanda mandy
andrew andy drew
angela angie
anne ann annie nan nancy
anthony tony ant
antonia toni
archibald archie
arthur art
barbara babs barb
benjamin ben benny
bernadette bernie
bernard bernie
bridget biddy bridie
cameron cam
caroline carrie caz
catherine cath cathy kate katie kitty kit cat katherine kathryn kathleen
charles charlie chas chuck
charlotte charlie lottie
christine chris chrissie tina
christopher chris kit topher
clifford cliff
constance connie
cornelius con neil
cynthia cindy
daniel dan danny
danielle dani
david dave davy dai
deborah debbie deb debra
denise den
dennis den denny
derek del
dominic dom nick
donald don
dorothy dot dotty dolly
douglas doug
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellie nell nora ella
elizabeth liz lizzie beth betty bess bessie eliza lisa libby elsie elspeth lilibet
ellen nell ellie
emily em emmie
emma em
eric rick
ernest ernie
eugene gene
evelyn eve evie
felicity flick
florence flo florrie
frances fran frannie
francis frank frankie
frederick fred freddie freddy
gabriel gabe
gabrielle gabby
gareth gaz
gary gaz
geoffrey geoff jeff jeffrey
george georgie
georgina georgie gina
gerald gerry jerry
gerard gerry ged
gillian gill jill
gordon gord
graham gray
gregory greg
gwendoline gwen
harold harry hal
harriet hattie harry
henrietta hettie etta
henry harry hal hank
herbert bert herb
hilda hildy
howard howie
hugh hughie shug
ian iain
isabella bella izzy isobel belle
isabel izzy bel
jacob jake
jacqueline jackie jacqui
james jim jimmy jamie jem
jane janey
janet jan
janice jan
jeanette jean netta
jennifer jen jenny jenna
jeremy jez jerry
jessica jess jessie
joan joanie
joanna jo joanne
jocelyn joss
john johnny jack jon ian
jonathan jon jonny
joseph joe joey
josephine jo josie
joshua josh
judith judy jude
julia julie
juliet jules
katherine kate katie kathy kath kitty
kenneth ken kenny
kevin kev
kimberley kim
laura laurie
lawrence larry laurie lawrie laurence
leonard len lenny leo
leslie les
lewis lew louis
lillian lil lily
louise lou
lucy lu
lydia lyd
madeleine maddie maddy
malcolm mal malc
margaret maggie meg peggy peg marge margie greta mags
marian mari
marjorie marge
martin marty
mary molly polly mae may marie
matilda tilly mattie
matthew matt matty
maureen mo
maurice mo
maxwell max
megan meg
melanie mel
melissa mel lissa
michael mike mick micky mikey
michelle shell shelly
mildred millie
miranda mandy randa
mohammed mo muhammad mohamed mohammad muhammed ahmed
natalie nat
natasha tasha nat
nathan nat nate
nathaniel nat nate nathan
neil neal
nicholas nick nicky
nicola nicky nikki
nigel nige
norman norm
oliver ollie
olivia liv livvy
oscar ossie
pamela pam
patricia pat patsy tricia trish patti
patrick pat paddy
pauline paula
penelope penny
peter pete
philip phil pip
philippa pippa pip
phyllis phyl
rachel rach
raymond ray
rebecca becky becca bex
reginald reg reggie
richard rick ricky dick richie rich
robert rob bob bobby robbie bert
roberta bobbie
robin rob
roderick rod roddy
rodney rod
roger rog
roland roly
ronald ron ronnie
rosemary rose rosie romy
roy royston
rupert rup
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie
sean shaun shawn
shirley shirl
sidney sid
simon si
sophia sophie
stanley stan
stephanie steph steff
stephen steve steven stevie
stuart stu stewart
susan sue susie suzie
suzanne sue suzy
sylvia syl
terence terry tel
theodore theo ted
theresa terry tess tessa teresa
thomas tom tommy
timothy tim timmy
tobias toby
tracey trace
trevor trev
valerie val
vanessa nessa
veronica ronnie vera
victor vic
victoria vicky vicki tori
vincent vince vinny
violet vi
vivian viv
vivienne viv
walter wally walt
wendy wend
wilfred wilf
william bill billy will willie liam wm
winifred win winnie freda
yvonne von
zachary zac zach zak
zoe zo
`

/** Pairs of names that one person may use, for a model's `aliases`. */
export const nicknames: readonly (readonly [string, string])[] = lines
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [full, ...short] = line.split(' ') as [string, ...string[]]
    return short.map((one) => [full, one] as const)
  })
