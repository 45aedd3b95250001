#!/usr/bin/env python3
"""Checks compose.yaml, and what Prometheus and Grafana are given, without Docker: parses it all (needs
PyYAML) and looks for what a typing error breaks."""
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
        source = volume.split(":")[0]
        if source.startswith("."):
            if not (here / source).exists():
                problems.append(f"{name} mounts {source}, which does not exist")
        elif source not in compose["volumes"]:
            problems.append(f"{name} mounts volume {source}, which is not declared")
    for secret in service.get("secrets", []):
        if secret not in compose["secrets"]:
            problems.append(f"{name} uses secret {secret}, which is not declared")

job = yaml.safe_load((here / "config" / "job.yaml").read_text())
if job["parallelism"] > int(env["TASK_SLOTS"]):
    problems.append("config/job.yaml has more parallelism than there are task slots")
mounts = [volume.split(":")[1] for volume in services["taskmanager"]["volumes"]]
for key in ("checkpoints", "model-store"):
    if job[key]["directory"] not in mounts:
        problems.append(f"{key}.directory of config/job.yaml is not on a volume of the TaskManager")
if job["pseudonym-key-file"] != "/run/secrets/" + services["jobmanager"]["secrets"][0]:
    problems.append("pseudonym-key-file of config/job.yaml is not the secret of compose.yaml")
if job["receipts"]["key-file"] != "/run/secrets/" + services["jobmanager"]["secrets"][1]:
    problems.append("receipts.key-file of config/job.yaml is not the secret of compose.yaml")

scrape = yaml.safe_load((here / "prometheus" / "prometheus.yml").read_text())
for file in scrape["rule_files"]:
    rules = yaml.safe_load((here / "prometheus" / file).read_text())
    names = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    if len(set(names)) < len(names):
        problems.append(f"prometheus/{file} has a name twice")
for target in [t for job in scrape["scrape_configs"] for c in job["static_configs"] for t in c["targets"]]:
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
