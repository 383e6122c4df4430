import Nodes
