#!/usr/bin/env node
import { createCommandEnvironmentOfThisProcess } from "./environment/create-command-environment-of-this-process.js";
import { runCommandLine } from "./run-command-line.js";

process.exitCode = await runCommandLine(process.argv.slice(2), createCommandEnvironmentOfThisProcess());
