/**
 * The project a command works in: named by `--project`, or the one around the current folder.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Project } from '../sources/index.ts'
import { findProject, readProjectFile } from '../sources/index.ts'
import type { CommandLine, CommandOption } from './command.ts'
import type { Io } from './io.ts'

export const projectOption: CommandOption = {
  type: 'string',
  value: 'PATH',
  summary: 'project file or its folder (default: chuan.config.ts or .json, from here upwards)',
}

/** Undefined where there is no project. Throws Problem `project-malformed` or `file-unreadable`. */
export async function openProject(line: CommandLine, io: Io): Promise<Project | undefined> {
  const named = line.text('project') ?? io.env['CHUAN_PROJECT'] ?? ''
  return named === '' ? findProject('.') : readProjectFile(named)
}

/** A path in the project file, as an absolute one. */
export function projectPath(project: Project, path: string): string {
  return resolve(project.folder, path)
}
