"""Splink (4 or 5) as somebody who knows it would set it: matches, writes its pairs and clusters, says what it took in one line of JSON.

usage: splink_run.py place|febrl4 demo|tuned OUT records.csv [more.csv]
writes OUT.pairs.parquet (left_id, right_id, match_weight) and, for the place, OUT.clusters.parquet (record_id, person_id)

demo: as its notebooks are written. u from 1e7 pairs, no caps.
tuned: as its documentation says where time matters. u from 1e6 pairs; version 5 trains m on at most 1e6 pairs too.

The settings were chosen to be the best for Splink on places of other seeds, and committed before the first full run: see README.md.
"""
import time

began = time.perf_counter()
import json
import logging
import sys

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

task, form, out, *inputs = sys.argv[1:]
logging.getLogger("splink").setLevel(logging.ERROR)
major = int(splink.__version__.split(".")[0])
steps = {}


def lap(name):
    global began
    now = time.perf_counter()
    steps[name] = round(now - began, 3)
    began = now


lap("start")
con = duckdb.connect()
con.execute("set threads = 1")


def linker_over(names, settings):
    api = DuckDBAPI(con)
    if major >= 5:
        tables = [api.register(name) for name in names]
        return Linker(tables if len(tables) > 1 else tables[0], settings)
    return Linker(names if len(names) > 1 else names[0], settings, api)


def train(linker, strict, recall, sessions, u_pairs):
    linker.training.estimate_probability_two_random_records_match(strict, recall=recall)
    lap("prior")
    linker.training.estimate_u_using_random_sampling(max_pairs=u_pairs, seed=1)
    lap("u")
    caps = {"max_pairs": 1e6} if form == "tuned" and major >= 5 else {}
    for rule in sessions:
        linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True, **caps)
    lap("em")


def place():
    """The cleaning that its documentation asks for: one case, no accents, no punctuation, nothing empty, telephone numbers as figures."""
    con.execute(f"""create table records as select record_id as unique_id,
        nullif(trim(lower(strip_accents(forename))), '') as first_name, nullif(trim(lower(strip_accents(surname))), '') as surname,
        nullif(dob, '') as dob, nullif(sex, '') as sex, nullif(upper(trim(postcode)), '') as postcode, nullif(nhs_number, '') as nhs_number,
        nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 10), '') as phone, nullif(lower(email), '') as email
        from read_csv('{inputs[0]}', all_varchar = true, header = true)""")
    lap("load")
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("sex"),
            cl.PostcodeComparison("postcode"),
            # The address says what the postcode has said: with it every version did worse, whole households running together.
            cl.LevenshteinAtThresholds("nhs_number", [1]),
            cl.ExactMatch("phone").configure(term_frequency_adjustments=True),
            # Its EmailComparison takes the same name at another provider for much: here it did a little worse.
            cl.ExactMatch("email"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nhs_number"),
            block_on("email"),
            block_on("dob", "surname"),
            block_on("dob", "first_name"),
            block_on("dob", "postcode"),
            block_on("first_name", "surname", "substr(dob, 1, 4)"),
            block_on("first_name", "surname", "postcode"),
            block_on("postcode", "substr(first_name, 1, 3)"),
            block_on("dob", "substr(first_name, 1, 1)"),
            block_on("dob", "substr(surname, 1, 1)"),
            block_on("postcode", "substr(surname, 1, 3)", "substr(dob, 1, 4)"),
            block_on("substr(first_name, 1, 3)", "substr(surname, 1, 3)", "substr(dob, 1, 4)"),
            block_on("phone", "substr(first_name, 1, 1)"),
        ],
    )
    linker = linker_over(["records"], settings)
    strict = [block_on("first_name", "surname", "dob"), block_on("nhs_number"), block_on("email")]
    # As in its notebooks for people; narrower rules train quicker and did worse.
    sessions = [block_on("dob"), block_on("first_name", "surname"), block_on("postcode", "first_name")]
    train(linker, strict, 0.7, sessions, 1e7 if form == "demo" else 1e6)
    return linker, -5


def febrl4():
    """Its own notebook for this set, docs/demos/examples/duckdb/febrl4, with its detailed model."""
    for name, path in zip(("a", "b"), inputs):
        columns = [row[0] for row in con.execute(f"describe from read_csv('{path}', all_varchar = true, header = true)").fetchall()]
        cleaned = ", ".join(f"""nullif(trim("{column}"), '') as "{column.strip()}\"""" for column in columns)
        con.execute(f"create table {name} as select {cleaned} from read_csv('{path}', all_varchar = true, header = true)")
    lap("load")
    settings = SettingsCreator(
        unique_id_column_name="rec_id",
        link_type="link_only",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d", invalid_dates_as_null=True),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            "l.given_name = r.surname and l.surname = r.given_name",
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ],
    )
    linker = linker_over(["a", "b"], settings)
    strict = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    train(linker, strict, 0.8, [block_on("date_of_birth"), block_on("postcode")], 1e6)
    return linker, -20


linker, least = place() if task == "place" else febrl4()
pairs = linker.inference.predict(threshold_match_weight=least)
lap("predict")
name = "unique_id" if task == "place" else "rec_id"
con.execute(f"""copy (select {name}_l as left_id, {name}_r as right_id, match_weight from {pairs.physical_name})
    to '{out}.pairs.parquet' (format parquet)""")
if task == "place":
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
    con.execute(f"""copy (select unique_id as record_id, cluster_id as person_id from {clusters.physical_name})
        to '{out}.clusters.parquet' (format parquet)""")
lap("write")
kept = con.execute(f"select count(*) from {pairs.physical_name}").fetchone()[0]
print(json.dumps({"version": splink.__version__, "stepsSeconds": steps, "keptPairs": kept}))
