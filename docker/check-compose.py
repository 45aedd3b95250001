#!/usr/bin/env python3
"""Checks compose.yaml, and what Prometheus and Grafana are given, without Docker: parses it all (needs
PyYAML) and looks for what a typing error breaks."""
import fnmatch
import json
import pathlib
import re
import sys

import yaml

here = pathlib.Path(__file__).parent
text = (here / "compose.yaml").read_text()
compose = yaml.safe_load(text)
services = compose["services"]
problems = []

env = dict(line.split("=", 1) for line in (here / ".env").read_text().splitlines()
           if line and not line.startswith("#"))
for name, required in re.findall(r"\$\{(\w+)(:\?)?", text):
    if name not in env and not required:
        problems.append(f"variable {name} is not in .env")
for name, value in env.items():
    if name.endswith("_IMAGE") and not re.search(r":v?\d+\.\d+\.\d+", value):
        problems.append(f"{name} is not pinned: {value}")
    if "${" + name not in text:
        problems.append(f".env has {name}, which nothing uses")

for name, service in services.items():
    depends = service.get("depends_on", {})
    if isinstance(depends, list):
        depends = {other: {"condition": "service_started"} for other in depends}
    for other, how in depends.items():
        if other not in services:
            problems.append(f"{name} depends on {other}, which is no service")
        elif how["condition"] == "service_healthy" and "healthcheck" not in services[other]:
            problems.append(f"{name} waits for the health of {other}, which has no health check")
    for volume in service.get("volumes", []):
        source = volume["source"] if isinstance(volume, dict) else volume.split(":")[0]
        if source.startswith("$"):
            if not volume.get("read_only"):
                problems.append(f"{name} could write to {volume['target']}, which is somebody's own folder")
        elif source.startswith("."):
            if not (here / source).exists():
                problems.append(f"{name} mounts {source}, which does not exist")
        elif source not in compose["volumes"]:
            problems.append(f"{name} mounts volume {source}, which is not declared")
    for port in service.get("ports", []):
        if not port.startswith("127.0.0.1:"):
            problems.append(f"{name} publishes {port} to more than this machine")
    if "build" in service:
        file = here / service["build"]["dockerfile"].removeprefix("docker/")
        allowed = [line[1:] for line in file.with_name(file.name + ".dockerignore").read_text().splitlines()
                   if line.startswith("!")]
        for copy in re.findall(r"^COPY (.+)$", file.read_text(), re.MULTILINE):
            for source in [word for word in copy.split()[:-1] if not word.startswith("--")]:
                whole = source + "*.jar" if source.endswith("/") else source
                if not any(fnmatch.fnmatch(whole, pattern) for pattern in allowed):
                    problems.append(f"{file.name} copies {source}, which its .dockerignore leaves out")
    for secret in service.get("secrets", []):
        if secret not in compose["secrets"]:
            problems.append(f"{name} uses secret {secret}, which is not declared")

job = yaml.safe_load((here / "config" / "job.yaml").read_text())
if job["parallelism"] > int(env["TASK_SLOTS"]):
    problems.append("config/job.yaml has more parallelism than there are task slots")


def mounts(name):
    return [v["target"] if isinstance(v, dict) else v.split(":")[1] for v in services[name]["volumes"]]


for key in ("checkpoints", "model-store"):
    if job[key]["directory"] not in mounts("taskmanager"):
        problems.append(f"{key}.directory of config/job.yaml is not on a volume of the TaskManager")
readers = ["jobmanager", "predictions", "console"]
for name in readers:
    secrets = ["/run/secrets/" + secret for secret in services[name].get("secrets", [])]
    if job["pseudonym-key-file"] not in secrets:
        problems.append(f"pseudonym-key-file of config/job.yaml is no secret of {name}")
    if job["receipts"]["key-file"] not in secrets:
        problems.append(f"receipts.key-file of config/job.yaml is no secret of {name}")
    if "/opt/ameles/config" not in mounts(name):
        problems.append(f"{name} does not see config/job.yaml")

# Two clusters: each TaskManager belongs to the JobManager of its own job.
jobs = {"jobmanager": "AmelesJob", "predictions": "PredictionJob"}
known = re.search(r"^  (\w+(?: \| \w+)*)\) ;;$", (here / "run-job.sh").read_text(), re.MULTILINE)[1].split(" | ")
for name, expected in jobs.items():
    found = services[name]["environment"].get("AMELES_JOB", "AmelesJob")
    if found != expected or found not in known:
        problems.append(f"{name} runs {found}, and should run {expected}")
    if services[name]["environment"]["JOB_MANAGER_RPC_ADDRESS"] != name:
        problems.append(f"{name} says that the JobManager is somebody else")
for name, of in {"taskmanager": "jobmanager", "predictions-taskmanager": "predictions"}.items():
    if services[name]["environment"]["JOB_MANAGER_RPC_ADDRESS"] != of or of not in services[name]["depends_on"]:
        problems.append(f"{name} does not belong to {of}")
for name in ("predictions", "predictions-taskmanager", "console"):
    if job["model-store"]["directory"] + ":ro" not in [v.split(":", 1)[1] for v in services[name]["volumes"]
                                                        if isinstance(v, str)]:
        problems.append(f"{name} must see the model store, and only read it")
    if job["checkpoints"]["directory"] in mounts(name):
        problems.append(f"{name} has no business in {job['checkpoints']['directory']}")

# The rule of the console's own start: not at another address than loopback without TLS and callers that are known.
console = job["console"]
tls = console.get("tls") or {}
if console["bind"] not in ("127.0.0.1", "localhost", "::1"):
    if "key-store" not in tls or not ("tokens-file" in console or "client-trust-store" in tls):
        problems.append("console of config/job.yaml listens to others without TLS, or to everybody")
for file in filter(None, (console.get("tokens-file"), tls.get("key-store"), tls.get("client-trust-store"))):
    if str(pathlib.PurePosixPath(file).parent) not in mounts("console"):
        problems.append(f"config/job.yaml names {file}, which is not mounted for the console")
if "password-file" in tls:
    problems.append("console.tls.password-file of config/job.yaml would have to be readable for the jobs, too")
if [port.rsplit(":", 1)[1] for port in services["console"]["ports"]] != [str(console["port"])]:
    problems.append("the console's published port is not console.port of config/job.yaml")

scrape = yaml.safe_load((here / "prometheus" / "prometheus.yml").read_text())
for file in scrape["rule_files"]:
    rules = yaml.safe_load((here / "prometheus" / file).read_text())
    names = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    if len(set(names)) < len(names):
        problems.append(f"prometheus/{file} has a name twice")
for target in [t for asked in scrape["scrape_configs"] for c in asked["static_configs"] for t in c["targets"]]:
    host, port = target.split(":")
    if host not in services:
        problems.append(f"prometheus.yml asks {host}, which is no service")
    elif f"metrics.reporter.prom.port: {port}" not in services[host]["environment"]["FLINK_PROPERTIES"]:
        problems.append(f"prometheus.yml asks {target}, where nobody listens")
provisioning = here / "grafana" / "provisioning"
[source] = yaml.safe_load((provisioning / "datasources" / "prometheus.yaml").read_text())["datasources"]
if not re.fullmatch(r"http://(\w+):9090", source["url"]) or source["url"][7:-5] not in services:
    problems.append("Grafana's data source is no service")
[provider] = yaml.safe_load((provisioning / "dashboards" / "ameles.yaml").read_text())["providers"]
if provider["options"]["path"] not in [v.split(":")[1] for v in services["grafana"]["volumes"]]:
    problems.append("Grafana's dashboards are not where it looks for them")
for file in sorted((here / "grafana" / "dashboards").glob("*.json")):
    board = json.loads(file.read_text())
    if any(target["datasource"]["uid"] != source["uid"] for p in board["panels"] for target in p["targets"]):
        problems.append(f"{file.name} asks another data source")
    if len({p["id"] for p in board["panels"]}) < len(board["panels"]):
        problems.append(f"{file.name} has a panel's id twice")

print("\n".join(problems) or f"ok: {len(services)} services")
sys.exit(bool(problems))
