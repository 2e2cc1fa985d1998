"""Drawings: plotly figures after one template. They take exact values and turn them into floats only to draw them."""
