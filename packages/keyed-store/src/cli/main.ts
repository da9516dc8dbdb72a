#!/usr/bin/env node
import { runCommandLine } from "./run.js";
import { createProcessEnvironment } from "./world/process-world.js";

process.exitCode = await runCommandLine(process.argv.slice(2), createProcessEnvironment());
