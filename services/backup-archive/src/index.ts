export { ArchiveError } from './archive-error.js';
export { type ArchivedFile } from './archived-file.js';
export { CONFIGURATION, FORMAT_VERSION, type Manifest } from './manifest.js';
export { discard, readArchive, type Archive, type Sink } from './read-archive.js';
export { writeArchive, type PartSource } from './write-archive.js';
