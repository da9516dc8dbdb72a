#!/usr/bin/env node
import { createProcessEnvironment } from "./environment/create-process-environment.js";
import { runCommandLine } from "./run-command-line.js";

process.exitCode = await runCommandLine(process.argv.slice(2), createProcessEnvironment());
