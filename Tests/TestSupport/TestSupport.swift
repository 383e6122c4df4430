// Repositories, directories and programs for tests that need no server.
@_exported import TestRepositories
