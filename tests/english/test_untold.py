"""Numbers and dates of the plain and the easy words are compared as what they are, not as they are written.

A pair is plain words and easy words, parted by `|`. `#` starts a note.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plan_site.checks.untold import tells, untold
from plan_site.english.figures.text import figures_in

# What the easy words tell in another way.
THE_SAME = """
In the 2024/25 school year. | It is the school year 2024 to 2025.
In 2024-25. | In 2024/25.
In 2024–25. | From 2024 to 2025.
In 2024/2025. | In 2024/25.
From 2024 to 2025. | It starts in 2024. It ends in 2025.
The plan for 2023-2027. | The plan goes from 2023 to 2027.
It runs from 2023 to 2027. | It starts in 2023 and ends in 2027.
It cost £3k. | It cost £3,000.
It cost £3m. | It cost 3 million pounds.
It cost £1.2m. | It cost £1,200,000.
It cost £1.2 million. | It cost £1.2m.
It cost £2bn. | It cost 2 billion pounds.
It cost £1.5 million. | It cost one and a half million pounds.
It cost £500,000. | It cost half a million pounds.
We have £3–5m. | We have £3 million to £5 million.
We have £3m to £5m. | We have 3 to 5 million pounds.
A ticket is £2.50. | A ticket is 2 pounds and 50 pence.
A ticket is £0.50. | A ticket is 50p.
It cost £2,000. | It cost two thousand pounds.
There are 3m people. | There are 3 million people.
There are 10k visits. | There are 10,000 visits.
There are 2.5 thousand people. | There are 2,500 people.
The bus comes at 9.30am. | The bus comes at half past nine.
The bus comes at 09:30. | The bus comes at half past 9 in the morning.
The bus comes at 9:30. | The bus comes at 9.30am.
The bus comes at 9.30 a.m. and goes. | The bus comes at 9.30am.
We meet at 17:30. | We meet at 5.30pm.
We meet at 14:00. | We meet at 2 o’clock.
We meet at 2pm. | We meet at 2 o'clock in the afternoon.
We meet at 3pm. | We meet at three o’clock.
We meet at 8.45am. | We meet at quarter to nine.
We meet at 8.45am. | We meet at a quarter to 9.
We meet at 9.15am. | We meet at quarter past nine.
We meet at 9.10am. | We meet at ten past nine.
We meet at 12pm. | We meet at noon.
We meet at 12 noon. | We meet at midday.
We are open 9am–5pm. | We are open from 9 in the morning to 5 in the afternoon.
We are open 9–5pm. | We are open from 9am to 5pm.
We are open 9.30–11.30am. | It starts at 9.30am and ends at 11.30am.
We are open from 0930 to 1530hrs. | We are open from half past nine to half past three.
On 2026-03-04 we meet. | On 4 March 2026 we meet.
On 04/03/2026 we meet. | On 4 March 2026 we meet.
On 4/3/26 we meet. | On 4 March 2026 we meet.
On 04.03.2026 we meet. | On 4 March 2026 we meet.
On 4th March 2026 we meet. | On 4 March 2026 we meet.
On the 4th of March 2026 we meet. | On 4 March 2026 we meet.
On March 4, 2026 we meet. | On 4 March 2026 we meet.
On the fourth of March 2026. | On 4 March 2026.
On Wed 4 Mar 2026 we meet. | On Wednesday 4 March 2026 we meet.
In Sept 2026 we meet. | In September 2026 we meet.
In 2026-09 we meet. | In September 2026 we meet.
In 09/2026 we meet. | In September 2026 we meet.
In June 2025. | On 14 June 2025.
In 2025. | In June 2025.
On 14–16 June 2025. | From 14 June 2025 to 16 June 2025.
On 14 and 16 June 2025. | On 14 June 2025 and 16 June 2025.
From June to August 2025. | From June 2025 to August 2025.
From 30 June to 2 July 2025. | It starts on 30 June 2025. It ends on 2 July 2025.
The 1st meeting. | The first meeting.
The 3rd meeting. | The third meeting.
The 3rd year. | Year 3.
The 21st meeting. | The twenty-first meeting.
50% of families. | Half of families.
50 % of families. | 50% of families.
50 per cent of families. | 1 in 2 families.
Half of families. | 50 out of 100 families.
25% of families. | A quarter of families.
25% of families. | One in four families.
1 in 4 children. | One in every four children.
One in four children. | 1 out of 4 children.
One in five. | 20 out of 100.
A quarter of children. | 1 in 4 children.
75% of schools. | Three quarters of schools.
Three-quarters of schools. | 3 in 4 schools.
Two thirds of schools. | 2 in 3 schools.
Two-thirds of schools. | 2 out of every 3 schools.
½ of schools. | Half of schools.
1/2 of schools. | Half of schools.
¾ of schools. | 3 out of 4 schools.
90% of people. | 9 out of 10 people.
Nine in ten people. | 9 out of 10 people.
A tenth of people. | 1 in 10 people.
30–40% of people. | Between 30% and 40% of people.
A hundred and one children. | 101 children.
One hundred and twenty children. | 120 children.
Two thousand children. | 2,000 children.
Two thousand and five children. | 2005 children.
1,412 children. | 1412 children.
1 412 children. | 1,412 children.
1 412 children. | 1,412 children.
Three hundred and sixty-five days. | 365 days.
A dozen schools. | 12 schools.
Two dozen schools. | 24 schools.
Half a dozen schools. | 6 schools.
Twenty-one schools. | 21 schools.
Twenty‑one schools. | 21 schools.
Twenty one schools. | 21 schools.
Two or three schools. | 2 or 3 schools.
Three and a half years. | 3½ years.
3.5 years. | Three and a half years.
It started in twenty twenty-five. | It started in 2025.
Ages 5–11. | Ages 5 to 11.
From 5 to 11. | Between 5 and 11 years old.
People aged 0-25. | People from 0 to 25 years.
18-year-olds. | People who are 18.
16+ learners. | People who are 16 or older.
A three-year plan. | It is a plan for 3 years.
Within 12 weeks. | It takes 12 weeks.
12-week wait. | 12 weeks.
Within 24 months. | Within 2 years.
Within 12 months. | Within a year.
Within one year. | Within 12 months.
Within a fortnight. | Within 2 weeks.
Within 2 weeks. | In 14 days.
After 18 months. | After a year and a half.
After 30 minutes. | After half an hour.
After 90 minutes. | After one and a half hours.
In 24 hours. | In 1 day.
3 to 5 weeks. | It takes 3 weeks. It can take 5 weeks.
We meet twice a year. | We meet 2 times a year.
Two groups. | Both groups.
Call 01332 640758. | Call 01332 640 758.
Call +44 1332 640758. | Call 01332 640758.
Call 0800 11 11. | Call 0800 1111.
Key Stage 2. | KS2.
KS2 and KS3. | Key Stage 2 and Key Stage 3.
Section 19 of the law. | s19 of the law.
Year 7. | Year seven.
Come to DE1 2FS. | We are at DE1 2FS.
1:1 support. | One-to-one support.
One of the schools. | A school.
No one is left out. | Nobody is left out.
One day we will. | We will.
First, we listen. | We listen.
A second chance. | Another chance.
Phase IV of the work. | The next part of the work.
We use MP3 and A4. | We use paper.
In AY24/25. | In the 2024 to 2025 school year.
In the FY2024/25 budget. | In 2024/25.
In 2024/5. | In 2024/25.
By summer ’26. | By summer 2026.
£3million. | £3m.
£750k. | Three quarters of a million pounds.
A quarter of a million people. | 250,000 people.
At twenty to ten. | At 9.40.
At half nine. | At 9.30.
At nine. | At 9am.
At 12am. | At midnight.
9.30 to 10.45am. | From 9:30 to 10:45.
On 14/6. | On 14 June.
On 2026/3/4. | On 4 March 2026.
On 04-03-2026. | On 4 March 2026.
In March/April 2026. | In March 2026 and April 2026.
5 percentage points. | 5%.
0.5%. | Half a per cent.
12.5%. | 1 in 8.
9/10 people. | 9 out of 10 people.
16/17 year olds. | 16 and 17 year olds.
2 schools. | A pair of schools.
1 hour 30 minutes. | 90 minutes.
2 years and 6 months. | Two and a half years.
Half a year. | 6 months.
10 years. | A decade.
15 minutes. | A quarter of an hour.
Twelve hundred people. | 1,200 people.
5 GPs and 3 nurses. | 3 nurses and 5 GPs.
We spent £250 on 3 clubs and £40 on 2 trips. | We spent £250 on 3 clubs. We spent £40 on 2 trips.
Half-term clubs. | Clubs in the holidays.
Henry VIII and World War II. | The past.
Call 116 123. | Call 116 123.
3 children of 12. | 12 children. 3 of them came.
Look at www.example.org/2024/12. | Look at the website.
Write to team7@example.org. | Write to us.
"""

# What nobody can be sure of: somebody should look.
PERHAPS = """
1,412 children. | About 1,400 children.
£1.23m for clubs. | More than £1.2 million for clubs.
48% of families. | Nearly half of families.
33% of families. | A third of families.
On 04/03/2026. | On 3 April 2026.
In 2024/25. | In the school year that starts in September 2024.
£500 for clubs. | 500 for clubs.
Within 15 working days. | In 3 weeks.
Within 15 working days. | Within 15 days.
Within 4 weeks. | Within a month.
0 complaints. | No complaints.
100% of schools. | All schools.
The plan is for 0 to 25. | From birth to 25.
COVID-19 closed clubs. | The clubs were closed.
Seven Oaks is a school. | The school.
Help 24/7. | Help all day and all night.
Key Stage 2. | Ages 7 and 11.
Section 19 of the law. | The law.
The third group. | The last group.
One school opened. | 2 schools opened.
The first group. | The 2nd group.
We meet on Monday. | We meet on Tuesday.
We meet in June. | We meet in July.
In spring. | In autumn.
It opens at 9am. | It opens at 9.
3m tall. | 3 tall.
Half a day. | Some hours.
In 12 schools and 21 clubs. | In 21 schools and 12 clubs.
1 school. | A school.
Come to DE1 2FS. | Come to us.
20 weeks. | 5 months.
1:10 staffing. | 1 person for 10 children.
Room 101. | A room.
"""

# What the easy words do not tell, and what a reader must not be told instead.
DIFFERENT = """
12 schools. | 21 schools.
12 schools. | Many schools.
1,412 children. | 1,421 children.
In 2025. | In 2026.
In 2024/25. | In 2025/26.
In 2024-25. | In 2023-24.
In 2024/25. | In 2027.
From 2023 to 2027. | From 2023 to 2026.
£3m. | £3k.
£3m. | £3.
£3m. | £30 million.
£1.2m. | £12m.
£1.2m. | £1 million.
£2.50. | £2.05.
£3–5m. | £3–6m.
£500. | £50.
50p. | £50.
£100. | €100.
At 9.30am. | At half past ten.
At 9.30am. | At 9.30pm.
At 9am. | At 9pm.
At 17:30. | At 7.30pm.
At 8.45am. | At quarter past nine.
At 9am. | In the morning.
At noon. | At midnight.
On 2026-03-04. | On 4 April 2026.
On 04/03/2026. | On 4 March 2025.
On 14 June 2025. | On 15 June 2025.
On 14 June 2025. | In June 2025.
In June 2025. | In July 2025.
On 14–16 June 2025. | On 14 June 2025.
The 1st meeting. | The 3rd meeting.
The 21st meeting. | The 20th meeting.
50% of families. | A quarter of families.
50% of families. | 50 families.
50% of families. | Some families.
A quarter of children. | Half of children.
One in four. | One in five.
Three quarters of schools. | Two thirds of schools.
90%. | 19 out of 20.
Half of families. | Some families.
A hundred and one children. | 100 children.
A hundred and one children. | A hundred children.
Two thousand children. | 200 children.
A dozen schools. | 10 schools.
Half a dozen schools. | 12 schools.
Twenty-one schools. | 20 schools.
Two or three schools. | 2 schools.
Three children. | The children.
3.5 years. | 3 years.
3.5 years. | 35 years.
Ages 5–11. | Ages 5 to 16.
Ages 0–25. | Ages 0 to 18.
Within 12 weeks. | Within 12 days.
Within 12 weeks. | Within 12 months.
Within 24 months. | Within 3 years.
Within a fortnight. | Within 3 weeks.
After 18 months. | After a year.
After 30 minutes. | After an hour.
3 to 5 weeks. | 3 weeks.
Call 01332 640758. | Call 01332 640785.
Call 01332 640758. | Call us.
Key Stage 2. | Key Stage 3.
Section 19. | Section 42.
Year 7. | Year 8.
Come to DE1 2FS. | Come to DE1 2FT.
10k visits. | 10 visits.
2.5 million people. | 2.5 thousand people.
3 million people. | 3 people.
1 in 10 children. | 1 in 100 children.
12 schools. | Call 0112 121 212.
"""


def pairs(table: str) -> Iterator[object]:
    for line in table.strip().splitlines():
        plain, _, easy = line.partition("#")[0].partition("|")
        yield pytest.param(plain.strip(), easy.strip(), id=line.strip())


def verdict(plain: str, easy: str) -> set[str]:
    return {"perhaps" if each.perhaps else "untold" for each in untold([plain], [easy])}


@pytest.mark.parametrize(("plain", "easy"), tuple(pairs(THE_SAME)))
def test_what_means_the_same_is_told(plain: str, easy: str) -> None:
    assert verdict(plain, easy) == set()


@pytest.mark.parametrize(("plain", "easy"), tuple(pairs(PERHAPS)))
def test_where_nobody_can_be_sure_somebody_looks(plain: str, easy: str) -> None:
    assert verdict(plain, easy) == {"perhaps"}


@pytest.mark.parametrize(("plain", "easy"), tuple(pairs(DIFFERENT)))
def test_what_differs_is_never_let_pass(plain: str, easy: str) -> None:
    assert "untold" in verdict(plain, easy)


@pytest.mark.parametrize(
    ("left_out", "figure", "excused"),
    [
        ("1,412 children", "1,412", "yes"),
        ("9.30am", "half past nine", "yes"),
        ("24/7", "24/7", "yes"),
        ("13 schools", "3", "no"),
    ],
)
def test_what_is_left_out_excuses_no_other_number(left_out: str, figure: str, excused: str) -> None:
    (found,) = figures_in(figure)
    assert ("yes" if tells(left_out, found) else "no") == excused
