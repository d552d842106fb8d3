"""Words that easy sentences do without, each with better ones: data for `easy_sentences`.

One entry a line: the words = better words. Any form of the words is meant ("ensured" by "ensure"). `|` parts choices;
what starts with `!` is said to the editor as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping


def _table(lines: str) -> Mapping[str, str]:
    entries = (line.split(" = ") for line in lines.strip().splitlines())
    return {words.strip(): better.strip() for words, better in entries}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Nobody needs these: refused.
PLAINER = _table("""
accessible = easy to use | easy to get into
accommodation = a place to live
accordingly = so
accountable = !Say who must answer for it.
acquire = get
adequate = enough
adjacent to = next to
adversely = badly
advise that = say that
allocate = give
alleviate = make easier
anticipate = expect
applicant = person who asks
appropriate = right
approximately = about
as a consequence of = because of
ascertain = find out
aspiration = hope | dream
assess = look at what someone needs
assessment = a check of what someone needs
assist = help
assistance = help
at the earliest opportunity = as soon as we can
attain = get
beneficial = good
cease = stop
challenging = hard
collaborate = work together
collaboration = working together
collaborative = working together
commence = start
commission = pay for
competent = able
comply with = follow
component = part
comprehensive = full
comprise = be made up of
construe = read
consult = ask
consultation = asking people what they think
contribute = give | help
coordinate = plan together
criteria = rules
demonstrate = show
determine = decide
directorate = part of the council
disseminate = share
due to the fact that = because
duration = how long it takes
eligible = able to get it
eligibility = who can get it
empower = help people decide for themselves
enable = help | let
encounter = meet
endeavour = try
engage with = talk to | work with
engagement = listening to people
enhance = make better
ensure = make sure
entitlement = what you must get by law
entitled to = able to get by law
equitable = fair
escalate = tell somebody higher up
establish = set up
evaluate = see how well it works
exacerbate = make worse
excessive = too much
expedite = speed up
facilitate = help
feasible = able to be done
finalise = finish
following discussion = after we talked
for the duration of = while
for the purpose of = to
forthcoming = coming
framework = plan
frequently = often
fulfil = do
gap in provision = help that is missing
governance = how decisions are made
graduated response = more help, step by step
hard to reach = !Say who has not been asked yet.
implement = start | do
implementation = starting
improvement = a change for the better
in accordance with = as it says in
in addition = also
in advance of = before
in conjunction with = with
in order to = to
in partnership with = with
in relation to = about
in respect of = about
in the event of = if
in receipt of = getting
inclusive = for everybody
indicate = show | say
initiate = start
initiative = new plan
integrated = joined up
integration = joining up
intervene = help
intervention = help
jointly = together
justification = reason
liaise = talk
local authority = council
locality = area
majority of = most
maximise = make the most of
methodology = way of working
minimise = make as small as we can
mitigate = make less bad
modify = change
monitor = check
multi-agency = with people from many services
necessitate = need
notify = tell
notwithstanding = even with
objective = what we want to do
obtain = get
on a regular basis = often
on an annual basis = every year
ongoing = going on
optimal = best
outcome = what changes for you
outreach = going out to meet people
oversee = look after
parental consent = a parent saying yes
participate = take part
participation = taking part
personnel = staff
permit = let
persons = people
placement = a place at a school
practitioner = person who works with you
preventative = that stops problems early
prior to = before
prioritise = do first
proceed = go on
procure = buy
progression = moving on
provision = help
pursuant to = because of
qualify for = be able to get
reasonable adjustment = a change that makes it fair for you
recipient = person who gets it
recruitment = finding new staff
refer to = look at | send to
referral = asking another service to help
reiterate = say again
relating to = about
relevant = right
remuneration = pay
respondent = person who answered
retain = keep
robust = strong
service user = people who use the service
specialist = with special skills
specify = say
stakeholder = !Say who they are, for example ‘families and schools’.
strategic = for the long term
strategy = plan
strengthen = make stronger
subject to = if
submit = send
subsequently = later
substantial = big
sufficient = enough
sufficiency = having enough
supplementary = extra
sustain = keep going
sustainable = able to last
terminate = end
thereafter = after that
thereby = so
timely = on time
transition = move to the next step
underpin = support
undertake = do
utilise = use
vacancy = an empty place | a job that is free
via = by | through
vulnerable = !Say who you mean and what they need.
with effect from = from
with regard to = about
workforce = staff
""")

# Many readers know these, but there is an easier way: advice, where word lists find them easy or are missing.
PLAINER_STILL = _table("""
a number of = some | many
achieve = do | get
alternative = other
ambition = hope
arrangement = plan
capacity = room | time
colleague = person I work with
commitment = promise
communicate = talk | write
communication = talking and listening
complete = fill in | finish
consider = think about
currently = now
develop = make | plan
environment = place
further = more
identify = find
individual = person
inform = tell
initial = first
issue = problem
maintain = keep
outstanding = not yet done | very good
policy = rules
previously = before
priority = what we do first
procedure = steps
programme = plan
provide = give
provider = the people who give the help
receive = get
remain = stay
request = ask for
require = need
resident = people who live here
resource = money, people and things
respond = answer
response = answer
responsible for = in charge of
review = look at again
target = what we want to reach
""")

METAPHORS = _table("""
a raft of = many
a range of = many kinds of
across the board = for everybody
around the corner = soon
at the core of = the most important part of
at the heart of = the most important part of
at the end of the day = in the end
backbone = most important part
ball is in = !Say who should do something now.
barrier = what stops people
beacon = good example
bear fruit = work
bedrock = most important part
big picture = everything together
blank canvas = new start
blueprint = plan
bottleneck = place where people must wait
bottom line = most important thing
bottom up = starting with what people say
break down walls = stop what keeps people apart
break the cycle = stop it from happening again
bridge the gap = make things fair
bridge between = link between
bright future = a good life
bring to life = make real
bring to the table = give
build bridges = help people to trust each other
build on = do more of
building block = part
by and large = mostly
cascade = tell others
catalyst = start of a change
close the gap = make things fair
cornerstone = most important part
crossroads = time to choose
cutting edge = very new
deep dive = careful look
door is always open = you can always ask us
double-edged = both good and bad
down the line = later
drill down = look closely
drive forward = go on with
drive change = make changes
drive improvement = make things better
ecosystem = everyone who helps
embark on = start
embed = make part of every day
fall behind = learn more slowly than others
fall between the cracks = be forgotten
fall through the cracks = be forgotten
fall through the net = be forgotten
flagship = most important
footprint = area
fast track = do quickly
first port of call = first place to ask
front and centre = most important
front line = who work with people each day
from scratch = from the start
from strength to strength = better and better
game changer = big change
gateway = way in
get the ball rolling = start
give a voice = listen to
go the extra mile = do more than we must
golden thread = the same idea everywhere
grass roots = local people
ground breaking = new
hand in hand = together
hit the ground running = start well
hold to account = make someone answer for what they do
holistic = looking at the whole person
hurdle = problem
in a nutshell = in short
in the driving seat = the one who decides
in the loop = told what is going on
in the pipeline = coming
in the same boat = with the same problem
is key to = matters most for
jump through hoops = do many hard things
journey = !Say what happens, step by step.
keep an eye on = watch
keystone = most important part
land on our feet = be all right
landscape = the way things are
lay the foundation = get ready
learning curve = time to learn
leave no stone unturned = try everything
level playing field = the same chance for everybody
lever = way to change things
light at the end of the tunnel = hope
lived experience = what has happened in their life
low-hanging fruit = easy things to do first
magic bullet = easy answer
melting pot = mix
milestone = step that matters
mosaic = mix
move forward = go on
navigate = find the way through
nuts and bolts = small parts that matter
on board = ready to help
on the horizon = coming
on the same page = in agreement
on the right track = doing well
one size fits all = the same for everybody
one-stop shop = one place for all you need
open doors = give chances
open up doors = give chances
out of the box = new
pave the way = make ready
pathway = steps
pillar = main part
pinch point = busy time
plug the gap = give what is missing
postcode lottery = not the same in every area
pull together = work together
push the boundaries = try new things
put in place = set up
raise the bar = ask for more
red tape = too many rules
reach out = talk to
reach their potential = do as well as they can
ripple effect = changes that follow
roadmap = plan
road map = plan
roll out = start
safety net = help when things go wrong
scaffold = help
seamless = with no gaps
shape the future = help decide what comes next
shine a light on = show
shoulder to shoulder = together
shape how = help decide how
signpost = tell you where to get help
silo = !Say who does not work with whom.
silver bullet = easy answer
sow the seeds = start
spearhead = lead
speak with one voice = say the same
spotlight = careful look
springboard = good start
stand on their own two feet = do things for themselves
step change = big change
step up = do more
stepping stone = step on the way
stumbling block = problem
tackle = work on
tailor = make to fit
take a back seat = let others decide
take on board = think about
take root = start to last
take stock = think about what we did
tapestry = mix
think outside the box = think of new ways
through the lens of = as seen by
tip of the iceberg = small part
toolbox = set of things that help
toolkit = set of things that help
touch base = talk
trailblaze = first
turn a corner = start to get better
turning point = time when things changed
umbrella = group
under one roof = in one place
under the umbrella of = part of
unlock = make possible
up and running = started
window of opportunity = a good time
wraparound = all kinds of
""")

NUMBERS = _table("""
two = 2
three = 3
four = 4
five = 5
six = 6
seven = 7
eight = 8
nine = 9
ten = 10
eleven = 11
twelve = 12
dozen = 12
thirteen = 13
fourteen = 14
fifteen = 15
sixteen = 16
seventeen = 17
eighteen = 18
nineteen = 19
twenty = 20
thirty = 30
forty = 40
fifty = 50
sixty = 60
seventy = 70
eighty = 80
ninety = 90
hundred = 100
""")

RESPECTFUL = _table("""
afflicted by = with
afflicted with = with
able-bodied = not disabled
attention seeking = !Say what the person may need.
autism sufferer = autistic person
birth defect = disability from birth
bound to a wheelchair = who uses a wheelchair
confined to a wheelchair = who uses a wheelchair
cripple = disabled person
crippled = disabled
deaf and dumb = deaf
deaf mute = deaf
dumb = !Say how the person talks.
dwarf = person of short stature
epileptic fit = seizure
handicap = disability
handicapped = disabled
hearing impaired = deaf or hard of hearing
high-functioning = !Say what the person can do and what help they need.
in spite of their disability = !Leave it out.
despite their disability = !Leave it out.
inmate = person who lives there
insane = !Say what help the person needs.
invalid = disabled person
learning difficulty = learning disability
low-functioning = !Say what the person can do and what help they need.
lunatic = !Leave it out.
mad person = person with a mental health problem
mad people = people with a mental health problem
mental age = !Say what the person can do and what help they need.
mental handicap = learning disability
mental patient = person with a mental health problem
mentally disabled = with a learning disability
mentally handicapped = with a learning disability
mentally ill = with a mental health problem
mentally retarded = with a learning disability
midget = person of short stature
mongol = person with Down’s syndrome
normal child = other child
normal children = other children
normal people = other people
normal person = other person
physically challenged = disabled
problem child = child who needs help
retard = person with a learning disability
retarded = with a learning disability
slow learner = person who needs more time to learn
spastic = person with cerebral palsy
stricken with = with
subnormal = with a learning disability
suffer from = has | have
victim of autism = autistic
victim of a disability = disabled
wheelchair-bound = who uses a wheelchair
""")

ABBREVIATIONS = _table("""
admin = office work
appt = appointment
approx = about
asap = as soon as we can
cllr = councillor
comms = letters, e-mails and news
dept = department
dob = date of birth
eg = for example
esp = most of all
etc = !Say what else there is, or leave it out.
fyi = !Leave it out.
govt = government
hr = hour
hrs = hours
ie = that is
incl = with
info = information
mgmt = managing
mgr = manager
max = at most
min = minute
mins = minutes
misc = other
mth = month
nb = !Leave it out.
pls = please
prof = professor
reps = people who speak for others
tel = phone
uni = university
vs = against
wk = week
wks = weeks
yr = year
yrs = years
""")

WITHOUT_APOSTROPHE = _table("""
arent = are not
cant = cannot
couldnt = could not
didnt = did not
doesnt = does not
dont = do not
hasnt = has not
havent = have not
im = I am
isnt = is not
ive = I have
shouldnt = should not
theyre = they are
wasnt = was not
werent = were not
wont = will not
wouldnt = would not
youre = you are
youve = you have
""")

# Participles that do not end in -ed.
IRREGULAR_PARTICIPLES = _words("""
beaten begun bent bitten blown bought broken brought built burnt caught chosen cut dealt drawn driven drunk eaten
fed felt fought found forgiven forgotten frozen given grown heard held hidden hit kept known laid led lent let
made meant met overseen overtaken paid proven put read rewritten ridden rung said seen sent set shaken shot shown
shut sold spent spoken spread sought stolen struck swept taken taught thought thrown told torn undertaken
understood upheld withdrawn withheld won worn written
""")
# Participles that say how somebody or something is, so that nobody need be named.
ADJECTIVES = _words("""
aged alarmed amazed amused annoyed ashamed based born bored broken called closed concerned confused crowded delighted
depressed disabled disappointed divorced dressed embarrassed excited experienced finished frightened interested isolated
married mixed named pleased qualified relaxed retired satisfied scared shocked skilled stressed supposed surprised
talented terrified tired unmarried upset used wicked worried
""")
# What ends in -ed and is no participle.
NO_PARTICIPLES = _words("bed bleed breed feed hundred indeed kindred naked need red sacred seed speed weed")

# Things, people and feelings that readers meet in their own lives and that have no easier name. Word lists are made
# from what adults write, and think of them as rare; some are long.
KNOWN_FROM_LIFE = _words("""
aunt bathroom birthday christmas easter gran grandad grandfather grandmother grandparent kettle laundry microwave
mum nan nap overnight recipe sleepover sofa teenager toddler toothbrush upstairs downstairs

activity appointment booklet bully classroom fortnight friendship headphone headteacher helper leaflet nursery
playground pupil reminder university

allergy ambulance autism autistic braille deaf dentist disability disabled epilepsy hoist medicine messy optician
poorly pregnant scary sore therapist tummy unsafe wheelchair

doorway e-mail laptop passport password pavement queue ramp taxi text website

everybody everything everywhere information themselves understand understood yourselves
""")
# What may join a second idea to a first.
JOINERS = _words("and but or nor which because so although though whereas while unless until")
# A sentence of its own may start with these, after a joiner that is left out.
STARTERS = _words("a he i it our people she somebody that the then there they this we you your")
# Before these, “so” joins nothing: “so much”, “and so on”.
AFTER_SO = _words("far fast good hard long many much often on quickly well")
