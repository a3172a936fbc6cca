"""Splink on a table of records: prints one line of JSON with its times and writes its clusters at several thresholds.

usage: splink_run.py records.csv out_prefix form   (form: demo | tuned)
The settings are what its own notebooks and documentation recommend for people, on the columns that the table has.
"""
import json, resource, sys, time
import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

records, out, form = sys.argv[1:4]
major = int(splink.__version__.split(".")[0])
started = time.perf_counter()
steps = {}
def lap(name):
    global started
    now = time.perf_counter()
    steps[name] = round(now - started, 3)
    started = now

con = duckdb.connect()
con.execute("set threads = 1")
con.execute(f"""create table records as select record_id as unique_id, source as source_dataset_name, nullif(trim(lower(forename)), '') as first_name,
  nullif(trim(lower(surname)), '') as surname, nullif(dob, '') as dob, nullif(sex, '') as sex, nullif(upper(trim(postcode)), '') as postcode,
  nullif(lower(trim(address)), '') as address, nullif(nhs_number, '') as nhs_number, nullif(phone, '') as phone, nullif(email, '') as email
  from read_csv('{records}', all_varchar = true, header = true)""")
table = con.table("records")
lap("load")
comparisons = [
    cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_name_surname_concat"),
    cl.DateOfBirthComparison("dob", input_is_string=True),
    cl.ExactMatch("sex"),
    cl.PostcodeComparison("postcode"),
    cl.JaroWinklerAtThresholds("address", [0.95, 0.85]),
    cl.LevenshteinAtThresholds("nhs_number", [1]),
    cl.ExactMatch("phone"),
    cl.EmailComparison("email"),
]
con.execute("create or replace table records as select *, first_name || ' ' || surname as first_name_surname_concat from records")
rules = [
    block_on("nhs_number"), block_on("email"), block_on("dob", "surname"), block_on("dob", "first_name"), block_on("dob", "postcode"),
    block_on("first_name", "surname", "substr(dob, 1, 4)"), block_on("first_name", "surname", "postcode"),
    block_on("postcode", "substr(first_name, 1, 3)"), block_on("dob", "substr(first_name, 1, 1)"), block_on("dob", "substr(surname, 1, 1)"),
    block_on("postcode", "substr(surname, 1, 3)", "substr(dob, 1, 4)"), block_on("substr(first_name, 1, 3)", "substr(surname, 1, 3)", "substr(dob, 1, 4)"),
    block_on("first_name", "surname"), block_on("postcode", "address"),
]
settings = SettingsCreator(link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules,
    retain_intermediate_calculation_columns=False, retain_matching_columns=False)
if major >= 5:
    api = DuckDBAPI(con)
    linker = Linker(api.register("records"), settings)
else:
    linker = Linker("records", settings, DuckDBAPI(con))
strict = [block_on("first_name", "surname", "dob"), block_on("nhs_number"), block_on("email")]
linker.training.estimate_probability_two_random_records_match(strict, recall=0.7)
lap("prior")
linker.training.estimate_u_using_random_sampling(max_pairs=1e6 if form == "tuned" else 1e7, seed=1)
lap("u")
for rule in (block_on("dob", "surname"), block_on("first_name", "surname", "postcode"), block_on("postcode", "dob")):
    linker.training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
lap("em")
pairs = linker.inference.predict(threshold_match_weight=-5)
lap("predict")
for threshold in (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999, 0.99999999):
    before = time.perf_counter()
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=threshold)
    con.execute(f"copy (select unique_id as record_id, cluster_id from {clusters.physical_name}) to '{out}.{threshold}.csv' (header)")
    if threshold == 0.95:
        steps["cluster"] = round(time.perf_counter() - before, 3)
con.execute(f"copy (select unique_id_l as left_id, unique_id_r as right_id, match_weight, match_probability from {pairs.physical_name}) to '{out}.pairs.parquet'")
linker.misc.save_model_to_json(f"{out}.model.json", overwrite=True)
con.execute(f"copy records to '{out}.input.parquet'")
print(json.dumps({"splink": splink.__version__, "form": form, "seconds": round(sum(steps.values()), 3), "steps": steps,
    "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}))
