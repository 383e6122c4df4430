// The git worker as a program of its own, as martletd runs itself for it.
import GitWorker

GitWorker.main()
